package app.parley.platform.outbound;

import java.net.URI;

/**
 * Fetches what people, documents or other servers name by address. Every such request of the
 * product goes through here, because an address that somebody else chose may lead into the network
 * that the server stands in. Addresses that an administrator configured, such as a model
 * provider's, need not.
 */
public interface Outbound {
    /**
     * Reads an address as it would be fetched, without going anywhere; two texts that give the same
     * address name the same page.
     *
     * @throws OutboundException if it is not one that can be fetched
     */
    URI read(String address);

    /**
     * Fetches the address and hands the answer to the receiver while it is read; follows redirects,
     * each of them checked like the first address.
     *
     * @return what the receiver makes of the answer
     * @throws OutboundException when the address may not be fetched, cannot be reached, or answers
     *     more or other than the request allows; also out of the receiver's reading
     * @throws java.io.UncheckedIOException when the receiver itself fails
     */
    <T> T fetch(OutboundRequest request, OutboundReceiver<T> receiver);
}
