package app.parley.model.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A provider's answer, whose body may still be arriving. A read returns everything that is there,
 * waits only when nothing is, and ends with {@link SilenceException} when nothing comes in time.
 *
 * @param headers by lower-case name; of several with one name the last
 */
public record ProviderAnswer(int status, Map<String, String> headers, InputStream body)
        implements AutoCloseable {
    /** As much as may follow an answer's end without being worth a new connection. */
    private static final int REST = 16 << 10;

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /**
     * Says that everything of interest was read: the little that may follow is read in the
     * background, so that the connection can be used again, if the transport keeps connections.
     */
    public void finish() {
        if (body instanceof KeptConnection) {
            Thread.ofVirtual().name("model-answer-rest").start(this::readRest);
        } else {
            close();
        }
    }

    /** A body whose connection is kept once it has been read to its end. */
    interface KeptConnection {}

    private void readRest() {
        try (this) {
            body.readNBytes(REST);
        } catch (IOException alreadyGone) {
            // then there is no connection to keep
        }
    }

    /** Gives the connection up if the body has not been read to its end. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException alreadyGone) {
            // closing is giving up; there is nothing left to do
        }
    }
}
