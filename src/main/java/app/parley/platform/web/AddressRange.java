package app.parley.platform.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 network, or a single address. */
record AddressRange(byte[] network, int bits) {
    // Letters of host names never come here: they would be asked of the name service.
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    /**
     * @throws IllegalArgumentException with the end of a sentence about the text
     */
    static AddressRange valueOf(String text) {
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

    boolean contains(String address) {
        if (!LITERAL.matcher(address).matches()) {
            return false;
        }
        byte[] candidate;
        try {
            candidate = parse(address);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
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
