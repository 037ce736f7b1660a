package app.parley.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 network, or a single address. */
public record AddressRange(byte[] network, int bits) {
    // Names never pass: they would be asked of the name service. Nor does 10.1, which is 10.0.0.1
    // to
    // some.
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * @throws IllegalArgumentException with the end of a sentence about the text
     */
    public static AddressRange valueOf(String text) {
        var slash = text.indexOf('/');
        var network = parse(slash < 0 ? text : text.substring(0, slash));
        var all = network.length * Byte.SIZE;
        try {
            var bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= all) {
                return new AddressRange(network, bits);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException("is not an address or network such as 10.0.0.0/8");
    }

    /** Whether the address, a literal, lies in the network; not if it is no address at all. */
    public boolean contains(String address) {
        try {
            return LITERAL.matcher(address).matches() && contains(parse(address));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    private boolean contains(byte[] candidate) {
        if (candidate.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> bit % Byte.SIZE;
            var octet = bit / Byte.SIZE;
            if ((candidate[octet] & mask) != (network[octet] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] parse(String address) {
        if (!LITERAL.matcher(address).matches()) {
            throw new IllegalArgumentException("is not an address or network such as 10.0.0.0/8");
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(
                    "is not an address or network such as 10.0.0.0/8", notAnAddress);
        }
    }
}
