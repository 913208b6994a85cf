package dev.toolspec4j.mcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a server listens for HTTP, and whom it lets in. Immutable. */
public final class McpHttpOptions {
    private static final int MIN_TOKEN = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String host;
    private final int port;
    private final String path;
    private final Optional<String> bearerToken;
    private final List<String> allowedHosts;
    private final List<String> allowedOrigins;

    private McpHttpOptions(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.path = builder.path;
        this.bearerToken = Optional.ofNullable(builder.bearerToken);
        this.allowedHosts = List.copyOf(builder.allowedHosts);
        this.allowedOrigins = List.copyOf(builder.allowedOrigins);
    }

    /** Returns a builder for a server on loopback, any free port, at {@code /mcp}, without a token. */
    public static Builder builder() {
        return new Builder();
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String path() {
        return path;
    }

    Optional<String> bearerToken() {
        return bearerToken;
    }

    List<String> allowedHosts() {
        return allowedHosts;
    }

    List<String> allowedOrigins() {
        return allowedOrigins;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private String path = "/mcp";
        private @Nullable String bearerToken;
        private final List<String> allowedHosts = new ArrayList<>();
        private final List<String> allowedOrigins = new ArrayList<>();

        private Builder() {
            for (String loopback : List.of("localhost", "127.0.0.1", "[::1]")) {
                allowHost(loopback);
                allowOrigin("http://" + loopback);
                allowOrigin("http://" + loopback + ":*");
            }
        }

        /** Sets the address to listen on, default {@code 127.0.0.1}; one beyond loopback needs a token. */
        public Builder host(String address) {
            this.host = address;
            return this;
        }

        /** Sets the port, 0 to 65535; 0, the default, is any free one. */
        public Builder port(int number) {
            if (number < 0 || number > 65_535) {
                throw new IllegalArgumentException("a port is 0 to 65535, was " + number);
            }
            this.port = number;
            return this;
        }

        /** Sets the path, which starts with a slash; default {@code /mcp}. */
        public Builder path(String start) {
            if (!start.startsWith("/") || start.length() < 2 || start.endsWith("/")) {
                throw new IllegalArgumentException("the path must look like /mcp, was '" + start + "'");
            }
            this.path = start;
            return this;
        }

        /**
         * Sets the token that each request must carry as {@code Authorization: Bearer …}.
         *
         * @param token at least 16 characters of those that RFC 6750 allows
         */
        public Builder bearerToken(String token) {
            if (token.length() < MIN_TOKEN || !TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("a bearer token needs " + MIN_TOKEN
                        + " or more letters, digits or . _ ~ + / -, for example from 'openssl rand -hex 32'");
            }
            this.bearerToken = token;
            return this;
        }

        /** Adds a name, without port, by which clients reach the server; loopback names are always allowed. */
        public Builder allowHost(String name) {
            allowedHosts.add(name);
            allowedHosts.add(name + ":*");
            return this;
        }

        /** Adds an origin whose web pages may call, such as {@code https://app.example.org}. */
        public Builder allowOrigin(String origin) {
            allowedOrigins.add(origin);
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException when the address is unknown, or lies beyond loopback and there is no token
         */
        public McpHttpOptions build() {
            if (bearerToken == null && !isLoopback(host)) {
                throw new IllegalArgumentException("'" + host + "' can be reached from other machines, so the server"
                        + " needs a bearer token; set one, or listen on 127.0.0.1");
            }
            return new McpHttpOptions(this);
        }

        private static boolean isLoopback(String address) {
            try {
                return Stream.of(InetAddress.getAllByName(address)).allMatch(InetAddress::isLoopbackAddress);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("'" + address + "' is no address of this machine", e);
            }
        }
    }
}
