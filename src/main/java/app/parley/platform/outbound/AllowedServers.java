package app.parley.platform.outbound;

import app.parley.platform.net.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The private servers that an administrator lets people fetch from, by network or by name. */
final class AllowedServers {
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*");

    private final List<AddressRange> networks;
    private final List<String> hosts;

    AllowedServers(List<String> entries) {
        networks =
                entries.stream()
                        .filter(AllowedServers::isNetwork)
                        .map(AddressRange::valueOf)
                        .toList();
        hosts =
                entries.stream()
                        .filter(entry -> !isNetwork(entry))
                        .map(entry -> entry.toLowerCase(Locale.ROOT))
                        .toList();
    }

    /**
     * @throws IllegalArgumentException with the end of a sentence about the entry
     */
    static void check(String entry) {
        if (isNetwork(entry)) {
            AddressRange.valueOf(entry);
        } else if (!HOST.matcher(entry).matches()) {
            throw new IllegalArgumentException("is neither a network nor the name of a host");
        }
    }

    private static boolean isNetwork(String entry) {
        return entry.contains(":") || entry.matches("[0-9./]+");
    }

    boolean contain(String host, InetAddress address) {
        return networks.stream().anyMatch(range -> range.contains(address))
                || hosts.stream().anyMatch(allowed -> covers(allowed, host));
    }

    private static boolean covers(String allowed, String host) {
        return allowed.startsWith("*.")
                ? host.endsWith(allowed.substring(1))
                : host.equals(allowed);
    }
}
