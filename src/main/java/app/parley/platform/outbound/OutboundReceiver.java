package app.parley.platform.outbound;

import java.io.IOException;
import java.io.InputStream;

/** Reads an answer while it comes. */
@FunctionalInterface
public interface OutboundReceiver<T> {
    /**
     * @param body decompressed, and cut off with an exception at the request's limit; closed by the
     *     caller
     */
    T receive(OutboundAnswer answer, InputStream body) throws IOException;
}
