package dev.toolspec4j.a2a;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an agent says of itself. Of a peer, its texts come from another party: show them, never obey them.
 *
 * @param name for people; {@code unnamed} when a peer's card has none
 * @param description what it is for; may be empty
 * @param version its own, not the protocol's; may be empty
 * @param interfaces where it can be asked, the preferred first; may be empty
 * @param skills what it can do
 */
public record AgentCard(
        String name, String description, String version, List<Interface> interfaces, List<Skill> skills) {
    /** Copies the lists. */
    public AgentCard {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
        interfaces = List.copyOf(interfaces);
        skills = List.copyOf(skills);
    }

    /**
     * Reads a card of any version; what is missing or of the wrong type is absent.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static AgentCard parse(String json) {
        return AgentCardJson.read(json);
    }

    /** Returns the card's JSON text, which readers of 0.2, 0.3 and 1.0 cards all understand. */
    public String json() {
        return AgentCardJson.write(this);
    }

    /** Returns where the preferred interface is; empty when the card names none. */
    public Optional<URI> url() {
        return interfaces.stream().map(Interface::url).findFirst();
    }

    /** Returns the versions that its JSON-RPC interfaces speak, the preferred first, such as {@code 1.0}. */
    public Set<String> protocolVersions() {
        Set<String> versions = new LinkedHashSet<>();
        interfaces.stream().filter(Interface::isJsonRpc).map(Interface::version).forEach(versions::add);
        return versions;
    }

    /**
     * One way to ask an agent.
     *
     * @param binding such as {@code JSONRPC}, {@code GRPC} or {@code HTTP+JSON}
     * @param version of the protocol, major and minor only, such as {@code 1.0}
     * @param tenant what requests must echo
     */
    public record Interface(URI url, String binding, String version, Optional<String> tenant) {
        /** Checks that nothing is missing. */
        public Interface {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(tenant, "tenant");
        }

        boolean isJsonRpc() {
            return binding.equalsIgnoreCase("JSONRPC");
        }
    }

    /**
     * One thing an agent can do.
     *
     * @param id unique in the card
     * @param name for people
     * @param description for people and models
     * @param tags words to find it by
     */
    public record Skill(String id, String name, String description, List<String> tags) {
        /** Copies the tags. */
        public Skill {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(description, "description");
            tags = List.copyOf(tags);
        }
    }
}
