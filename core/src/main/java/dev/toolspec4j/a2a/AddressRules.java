package dev.toolspec4j.a2a;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses may be connected to. Private and loopback ones may: peers are named by people and directories, and a
 * peer's card or reply can name no host but the peer's own. Link-local, metadata, multicast and unspecified ones may
 * not, unless allowed by name.
 */
final class AddressRules {
    /**
     * Link-local, this network, multicast, reserved, and where clouds answer questions about a machine's credentials.
     */
    private static final List<AddressRange> NEVER = List.of(
            AddressRange.parse("0.0.0.0/8"),
            AddressRange.parse("169.254.0.0/16"),
            AddressRange.parse("224.0.0.0/4"),
            AddressRange.parse("240.0.0.0/4"),
            AddressRange.parse("100.100.100.200"),
            AddressRange.parse("168.63.129.16"),
            AddressRange.parse("192.0.0.192"),
            AddressRange.parse("::"),
            AddressRange.parse("fe80::/10"),
            AddressRange.parse("ff00::/8"),
            AddressRange.parse("fd00:ec2::/32"),
            AddressRange.parse("fd20:ce::254"));

    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96");

    private final List<AddressRange> allowed;

    AddressRules(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns what is wrong with an URL, as far as it can be seen without asking anybody. */
    static Optional<String> problem(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("the peer's URL must begin with http:// or https://");
        }
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return Optional.of("the peer's URL holds credentials; give them as headers of the peer instead");
        }
        return url.getHost() == null ? Optional.of("the peer's URL names no valid host") : Optional.empty();
    }

    /** Returns whether a connection to the address may be made. */
    boolean allows(InetAddress address) {
        return contains(allowed, address) || !refused(address);
    }

    private static boolean refused(InetAddress address) {
        return contains(NEVER, address)
                || (address instanceof Inet6Address
                        && embedded(address).filter(AddressRules::refused).isPresent());
    }

    /** An IPv4 address can travel inside an IPv6 one and be unpacked on the way. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (SIX_TO_FOUR.contains(address)) {
            return Optional.of(ipv4(Arrays.copyOfRange(bytes, 2, 6)));
        }
        boolean atEnd = NAT64.contains(address) || (COMPATIBLE.contains(address) && !address.isLoopbackAddress());
        return atEnd ? Optional.of(ipv4(Arrays.copyOfRange(bytes, 12, 16))) : Optional.empty();
    }

    private static InetAddress ipv4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
