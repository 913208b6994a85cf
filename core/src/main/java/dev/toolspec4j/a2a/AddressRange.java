package dev.toolspec4j.a2a;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses in CIDR notation, such as {@code 169.254.0.0/16}; a single address is a range of one. */
record AddressRange(InetAddress base, int prefix) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Returns the range that the text spells; throws {@link IllegalArgumentException} naming the text. */
    static AddressRange parse(String cidr) {
        String[] halves = cidr.strip().split("/", 2);
        try {
            if (!isLiteral(halves[0])) {
                throw refused(cidr, null);
            }
            InetAddress base = InetAddress.getByName(halves[0]);
            int bits = base.getAddress().length * 8;
            int prefix = halves.length == 1 ? bits : Integer.parseInt(halves[1]);
            if (prefix < 0 || prefix > bits) {
                throw refused(cidr, null);
            }
            return new AddressRange(base, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw refused(cidr, e);
        }
    }

    /** Returns whether the host is an address already, so that nobody is asked for it. */
    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException refused(String cidr, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "an allowed address must be an IP address or a range such as 10.0.0.0/8, was '" + cidr + "'", cause);
    }
}
