package app.parley.platform.outbound;

import app.parley.platform.net.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which servers may be fetched from: those on the public internet, and what an administrator allows
 * beside them.
 */
final class AddressPolicy {
    /**
     * What IANA's IPv4 special-purpose registry calls not globally reachable, multicast, and the
     * one public address under which a cloud serves its machines' secrets.
     */
    private static final List<AddressRange> NOT_PUBLIC_IPV4 =
            ranges(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "168.63.129.16");

    /** Everything else in IPv6 is special, or is not given to anyone yet. */
    private static final AddressRange GLOBAL_IPV6 = AddressRange.valueOf("2000::/3");

    /** Special inside of it: protocol assignments with Teredo, documentation, and 6to4. */
    private static final List<AddressRange> NOT_PUBLIC_IPV6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final AllowedServers allowed;
    private final Set<Integer> ports;

    AddressPolicy(OutboundProperties settings) {
        allowed = new AllowedServers(settings.allow());
        ports = settings.ports();
    }

    /**
     * Whether this may be connected to.
     *
     * @param host as it is written in the address
     * @param address what the name stands for
     */
    boolean allows(String host, InetAddress address, int port) {
        return allowed.contain(host, address) || isPublic(address) && ports.contains(port);
    }

    /** Addresses that carry an IPv4 address in them are special ones, whatever they carry. */
    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? NOT_PUBLIC_IPV4.stream().noneMatch(range -> range.contains(address))
                : GLOBAL_IPV6.contains(address)
                        && NOT_PUBLIC_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::valueOf).toList();
    }
}
