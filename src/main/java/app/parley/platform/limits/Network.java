package app.parley.platform.limits;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The network an address belongs to: what one customer of a provider usually has to themselves. */
record Network(String prefix) {
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 8;

    /**
     * @param address a literal, as the connection has it, never a name; null where the connection
     *     is gone already
     */
    static Network of(@Nullable String address) {
        if (address == null) {
            return new Network("");
        }
        int zone = address.indexOf('%');
        var bytes =
                InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
        int length = bytes.length == 4 ? IPV4_BYTES : IPV6_BYTES;
        return new Network(HexFormat.of().formatHex(Arrays.copyOf(bytes, length)));
    }
}
