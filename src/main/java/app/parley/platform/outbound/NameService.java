package app.parley.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Says which addresses a name stands for. */
@FunctionalInterface
interface NameService {
    /** All of them, at least one; of a literal, the address itself. */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
