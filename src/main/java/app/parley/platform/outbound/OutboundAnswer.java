package app.parley.platform.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The head of an answer.
 *
 * @param address where it came from, after redirects
 * @param status 200 to 299, 304, or any from 400 on
 * @param mediaType in lower case and without parameters, such as {@code text/html}; empty if the
 *     server names none
 * @param headers by names in lower case; the first of each
 */
public record OutboundAnswer(
        URI address, int status, String mediaType, Map<String, String> headers) {
    public OutboundAnswer {
        headers = Map.copyOf(headers);
    }

    /** Whether the body is what was asked for. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String nameInLowerCase) {
        return Optional.ofNullable(headers.get(nameInLowerCase));
    }
}
