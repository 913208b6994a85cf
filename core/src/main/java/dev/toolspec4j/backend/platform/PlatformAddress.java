package dev.toolspec4j.backend.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the platform is.
 *
 * @param base http or https, without user info, query, fragment and trailing slash; may have a path
 */
public record PlatformAddress(URI base) {
    /** Checks the address; throws {@link IllegalArgumentException} saying what is allowed. */
    public PlatformAddress {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("it must begin with http:// or https://", base);
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("PLATFORM_URL must not hold a user name or password; the platform's"
                    + " token comes from the file .auth_token in CONFIGS_DIR");
        }
        if (base.getHost() == null) {
            throw refused("it must name a host", base);
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw refused("it must have neither a query nor a fragment", base);
        }
        base = URI.create(base.toString().replaceAll("/+$", ""));
    }

    /** Returns the address that the text spells; throws {@link IllegalArgumentException} saying what is allowed. */
    public static PlatformAddress parse(String text) {
        try {
            return new PlatformAddress(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "PLATFORM_URL must be an address such as https://platform.example, and is none: " + e.getReason(),
                    e);
        }
    }

    /** Returns whether the URL has the platform's scheme, host and port: whether it is the platform itself. */
    public boolean owns(URI url) {
        return url.getScheme() != null
                && url.getHost() != null
                && url.getScheme().equalsIgnoreCase(base.getScheme())
                && url.getHost().equalsIgnoreCase(base.getHost())
                && port(url) == port(base);
    }

    /** Returns an address below the base, everything encoded. */
    URI at(List<String> path, Map<String, String> query) {
        StringBuilder url = new StringBuilder(base.toString());
        for (String segment : path) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("'" + segment + "' cannot be a part of a platform address");
            }
            url.append('/').append(encoded(segment).replace("+", "%20").replace("%3A", ":"));
        }
        if (!query.isEmpty()) {
            url.append(query.entrySet().stream()
                    .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                    .collect(Collectors.joining("&", "?", "")));
        }
        return URI.create(url.toString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static IllegalArgumentException refused(String rule, URI was) {
        return new IllegalArgumentException("PLATFORM_URL is not usable: " + rule
                + ", such as https://platform.example"
                + (was.getRawUserInfo() == null && was.getRawAuthority() == null ? ", was '" + was + "'" : ""));
    }
}
