package dev.toolspec4j;

import java.net.URI;
import java.util.Locale;

/** What a platform's address may look like. */
final class PlatformAddress {
    static final String ALLOWED =
            "an http or https address such as https://platform.example, without user name and query";

    private PlatformAddress() {}

    static URI parse(String text) {
        return checked(URI.create(text));
    }

    /** Returns the address without a slash at its end; throws {@link IllegalArgumentException} when it is not one. */
    static URI checked(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean usable = (scheme.equals("http") || scheme.equals("https"))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
        if (!usable) {
            throw new IllegalArgumentException("the platform's address must be " + ALLOWED);
        }
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.replaceAll("/+$", "")) : address;
    }
}
