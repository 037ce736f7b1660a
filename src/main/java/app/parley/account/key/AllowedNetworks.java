package app.parley.account.key;

import app.parley.platform.net.AddressRange;
import java.util.List;

/**
 * From where a key may be used; no network at all means from everywhere.
 *
 * @param networks addresses and networks of IPv4 and IPv6 as people write them
 */
record AllowedNetworks(List<String> networks) {
    /**
     * @throws IllegalArgumentException with a sentence, if one is no network
     */
    AllowedNetworks {
        networks = networks.stream().map(String::strip).distinct().toList();
        for (var network : networks) {
            try {
                AddressRange.valueOf(network);
            } catch (IllegalArgumentException impossible) {
                throw new IllegalArgumentException(
                        "'" + network + "' " + impossible.getMessage() + ".", impossible);
            }
        }
    }

    /**
     * @param address a literal, as the connection or a trusted proxy has it
     */
    boolean contain(String address) {
        int zone = address.indexOf('%');
        var literal = zone < 0 ? address : address.substring(0, zone);
        return networks.isEmpty()
                || networks.stream()
                        .anyMatch(network -> AddressRange.valueOf(network).contains(literal));
    }
}
