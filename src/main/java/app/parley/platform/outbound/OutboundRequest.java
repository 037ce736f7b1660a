package app.parley.platform.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What to fetch, and how much of it.
 *
 * @param address as a person or a document wrote it
 * @param headers sent with the first request; a redirect to another server does not get them
 * @param maxBytes of the decompressed body
 * @param mediaTypes what a successful answer may be, such as {@code text/html}; empty: anything
 * @param redirects where the server may send the client, of what may be fetched at all
 */
public record OutboundRequest(
        String address,
        Map<String, String> headers,
        long maxBytes,
        Set<String> mediaTypes,
        Predicate<URI> redirects) {
    public OutboundRequest {
        headers = Map.copyOf(headers);
        mediaTypes = Set.copyOf(mediaTypes);
    }

    /** A request that goes wherever the server sends it. */
    public OutboundRequest(
            String address, Map<String, String> headers, long maxBytes, Set<String> mediaTypes) {
        this(address, headers, maxBytes, mediaTypes, _ -> true);
    }

    /** A plain request for anything. */
    public static OutboundRequest of(String address, long maxBytes) {
        return new OutboundRequest(address, Map.of(), maxBytes, Set.of());
    }
}
