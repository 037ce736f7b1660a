package app.parley.platform.outbound;

import java.util.Map;
import java.util.Set;

/**
 * What to fetch, and how much of it.
 *
 * @param address as a person or a document wrote it
 * @param headers sent with the first request; a redirect to another server does not get them
 * @param maxBytes of the decompressed body
 * @param mediaTypes what a successful answer may be, such as {@code text/html}; empty: anything
 */
public record OutboundRequest(
        String address, Map<String, String> headers, long maxBytes, Set<String> mediaTypes) {
    public OutboundRequest {
        headers = Map.copyOf(headers);
        mediaTypes = Set.copyOf(mediaTypes);
    }

    /** A plain request for anything. */
    public static OutboundRequest of(String address, long maxBytes) {
        return new OutboundRequest(address, Map.of(), maxBytes, Set.of());
    }
}
