package app.parley.platform.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to fetch, and how much of it.
 *
 * @param address as a person or a document wrote it
 * @param headers sent with the first request; a redirect to another server does not get them
 * @param maxBytes of the decompressed body
 * @param mediaTypes what a successful answer may be, such as {@code text/html}; empty: anything
 * @param redirects where the server may send the client, of what may be fetched at all
 * @param body what is posted; null: nothing, the address is only read
 */
public record OutboundRequest(
        String address,
        Map<String, String> headers,
        long maxBytes,
        Set<String> mediaTypes,
        Predicate<URI> redirects,
        @Nullable Body body) {
    /**
     * What is posted. A redirect would have to send it to somebody else, so none is followed.
     *
     * @param mediaType such as {@code application/json}
     */
    public record Body(String mediaType, byte[] bytes) {
        /** Keeps what is sent out of logs. */
        @Override
        public String toString() {
            return mediaType + ", " + bytes.length + " bytes";
        }
    }

    public OutboundRequest {
        headers = Map.copyOf(headers);
        mediaTypes = Set.copyOf(mediaTypes);
    }

    /** A request that goes wherever the server sends it. */
    public OutboundRequest(
            String address, Map<String, String> headers, long maxBytes, Set<String> mediaTypes) {
        this(address, headers, maxBytes, mediaTypes, _ -> true);
    }

    /** A request for no more than reading that goes only where the caller lets it. */
    public OutboundRequest(
            String address,
            Map<String, String> headers,
            long maxBytes,
            Set<String> mediaTypes,
            Predicate<URI> redirects) {
        this(address, headers, maxBytes, mediaTypes, redirects, null);
    }

    /** A request that posts something, and goes nowhere else with it. */
    public static OutboundRequest post(
            String address, Map<String, String> headers, Body body, long maxBytes) {
        return new OutboundRequest(address, headers, maxBytes, Set.of(), _ -> false, body);
    }

    /** A plain request for anything. */
    public static OutboundRequest of(String address, long maxBytes) {
        return new OutboundRequest(address, Map.of(), maxBytes, Set.of());
    }
}
