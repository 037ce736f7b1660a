package app.parley.account.passkey;

import java.net.URI;
import java.util.Optional;

/**
 * For whom passkeys are made: they work at this address and nowhere else.
 *
 * @param id the host
 * @param origin scheme, host and port, as browsers write them
 */
public record RelyingParty(String id, String origin) {
    private static final String LOCAL = "localhost";

    /**
     * @param address where people reach Parley
     * @param configured whether somebody said so; else only {@code localhost} is believed
     * @return empty where browsers have no passkeys: without https, and for bare IP addresses
     */
    static Optional<RelyingParty> at(URI address, boolean configured) {
        var host = address.getHost();
        if (host == null || isIpAddress(host)) {
            return Optional.empty();
        }
        boolean local = host.equals(LOCAL);
        if (!local && !(configured && "https".equals(address.getScheme()))) {
            return Optional.empty();
        }
        int port = address.getPort();
        var origin = address.getScheme() + "://" + host + (port < 0 ? "" : ":" + port);
        return Optional.of(new RelyingParty(host, origin));
    }

    private static boolean isIpAddress(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }
}
