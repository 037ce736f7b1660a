package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a name up for a connection and refuses it if any of its addresses is out of bounds. The
 * connection goes to the addresses that were checked: nobody asks the name service a second time,
 * which could answer something else (DNS rebinding).
 */
final class GuardedNames implements DnsResolver {
    private final NameService names;
    private final AddressPolicy policy;

    GuardedNames(NameService names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var addresses = names.addressesOf(literal);
        for (var address : addresses) {
            if (!policy.allows(host, address, port)) {
                throw new OutboundException(
                        Reason.BLOCKED_ADDRESS,
                        "The address leads into a private network or to an unusual port, where Parley does not go. An administrator can allow it.");
            }
        }
        return Stream.of(addresses).map(address -> new InetSocketAddress(address, port)).toList();
    }

    /** Without a port nothing can be checked, so nothing is told. */
    @Override
    public InetAddress[] resolve(String host) {
        throw new UnsupportedOperationException("names are looked up for a connection");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        throw new UnsupportedOperationException("names are looked up for a connection");
    }
}
