package dev.toolspec4j.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether only this machine can reach an address. */
final class Loopback {
    private Loopback() {}

    /** @throws IllegalArgumentException when the address is unknown */
    static boolean is(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--host is not an address of this machine: " + host, e);
        }
    }
}
