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
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
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
