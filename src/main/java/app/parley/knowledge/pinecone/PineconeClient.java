package app.parley.knowledge.pinecone;

import app.parley.knowledge.index.IndexUnavailableException;
import app.parley.platform.outbound.ServiceHttp;
import app.parley.platform.outbound.ServiceHttp.Answer;
import app.parley.platform.outbound.ServiceHttp.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks Pinecone's REST API. Everything that Parley asks for may be asked twice, so that what
 * failed in passing is asked again: as late as Pinecone says, else later each time.
 */
class PineconeClient {
    private static final Logger LOG = LoggerFactory.getLogger(PineconeClient.class);
    private static final String VERSION = "2025-10";
    private static final int ATTEMPTS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ServiceHttp http;
    private final String apiKey;
    private final Duration firstPause;

    /**
     * @param firstPause before the second attempt; each one after it is twice as long
     */
    PineconeClient(ServiceHttp http, String apiKey, Duration firstPause) {
        this.http = http;
        this.apiKey = apiKey;
        this.firstPause = firstPause;
    }

    Answer get(URI uri, Set<Integer> alsoFine) {
        return send("GET", uri, null, alsoFine);
    }

    Answer post(URI uri, Map<String, ?> body, Set<Integer> alsoFine) {
        return send("POST", uri, JsonMapper.shared().writeValueAsBytes(body), alsoFine);
    }

    /**
     * @param alsoFine statuses that the caller understands
     * @throws IndexUnavailableException when Pinecone refuses, or fails again and again
     */
    private Answer send(String method, URI uri, byte @Nullable [] body, Set<Integer> alsoFine) {
        var request = new Request(method, uri, headers(body != null), body);
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = http.send(request);
                if (answer.isSuccess() || alsoFine.contains(answer.status())) {
                    return answer;
                }
                if (!isPassing(answer.status()) || attempt == ATTEMPTS) {
                    throw refused(request, answer);
                }
                LOG.debug("{} answered {}, asking again", request, answer.status());
                pause(attempt, answer.header("retry-after").orElse(""));
            } catch (InterruptedIOException stopping) {
                throw new IndexUnavailableException("Pinecone was not waited for.", stopping);
            } catch (IOException failed) {
                if (attempt == ATTEMPTS) {
                    throw new IndexUnavailableException("Pinecone cannot be reached.", failed);
                }
                pause(attempt, "");
            }
        }
    }

    private Map<String, String> headers(boolean withBody) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Api-Key", apiKey);
        headers.put("X-Pinecone-Api-Version", VERSION);
        headers.put("Accept", "application/json");
        if (withBody) {
            headers.put("Content-Type", "application/json");
        }
        return headers;
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private static IndexUnavailableException refused(Request request, Answer answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            return new IndexUnavailableException(
                    "Pinecone refuses the key in PINECONE_API_KEY.", null);
        }
        // Pinecone's own words help whoever runs the server; they hold no key.
        var said = new String(answer.body(), StandardCharsets.UTF_8);
        return new IndexUnavailableException(
                "Pinecone answered %d to %s: %s"
                        .formatted(
                                answer.status(),
                                request,
                                said.length() > 300 ? said.substring(0, 300) : said),
                null);
    }

    private void pause(int attempt, String retryAfter) {
        var asked =
                retryAfter.matches("\\d{1,4}")
                        ? Duration.ofSeconds(Long.parseLong(retryAfter))
                        : firstPause.multipliedBy(1L << (attempt - 1));
        long millis = Math.min(asked.toMillis(), LONGEST_PAUSE.toMillis());
        try {
            Thread.sleep(millis + ThreadLocalRandom.current().nextLong(1 + millis / 2));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("Pinecone was not waited for.", stopping);
        }
    }
}
