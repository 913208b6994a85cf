package dev.toolspec4j.a2a;

import java.net.UnknownHostException;

/** The host's address may not be connected to. Of this type because OkHttp's name lookup can throw no other. */
final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String host) {
        super("host '" + host + "' has an address that is link-local, multicast, unspecified or a metadata service;"
                + " if it is meant, add it to the allowed addresses");
    }
}
