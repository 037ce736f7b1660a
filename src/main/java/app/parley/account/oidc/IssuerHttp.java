package app.parley.account.oidc;

import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks providers, through the one way out; what they answer is JSON of a bounded size. */
@Component
class IssuerHttp {
    private static final long MOST_BYTES = 512 * 1024;

    private final Outbound outbound;
    private final JsonMapper json;

    IssuerHttp(Outbound outbound, JsonMapper json) {
        this.outbound = outbound;
        this.json = json;
    }

    /** An answer of any status. */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** A text of the body; empty where there is none. */
        String text(String field) {
            return body.path(field).isString() ? body.path(field).asString() : "";
        }
    }

    /**
     * @throws SignInFailed also where the answer is none of success
     */
    JsonNode get(URI address, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Accept", "application/json");
        var answer =
                send(
                        new OutboundRequest(
                                address.toString(), all, MOST_BYTES, Set.of(), _ -> false));
        if (!answer.isSuccess()) {
            throw new SignInFailed(
                    SignInProblem.PROVIDER_UNREACHABLE,
                    address.getHost() + " answers with status " + answer.status());
        }
        return answer.body();
    }

    /**
     * @throws SignInFailed
     */
    Answer post(URI address, Map<String, String> headers, Map<String, String> form) {
        var all = new HashMap<>(headers);
        all.put("Accept", "application/json");
        var text =
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        var body =
                new OutboundRequest.Body(
                        "application/x-www-form-urlencoded",
                        text.getBytes(StandardCharsets.US_ASCII));
        return send(OutboundRequest.post(address.toString(), all, body, MOST_BYTES));
    }

    private Answer send(OutboundRequest request) {
        try {
            return outbound.fetch(
                    request, (answer, body) -> new Answer(answer.status(), parsed(body)));
        } catch (OutboundException failed) {
            throw new SignInFailed(
                    SignInProblem.PROVIDER_UNREACHABLE,
                    String.valueOf(failed.getMessage()),
                    failed);
        } catch (UncheckedIOException failed) {
            throw new SignInFailed(
                    SignInProblem.PROVIDER_UNREACHABLE, "The answer broke off.", failed);
        }
    }

    private JsonNode parsed(InputStream body) throws IOException {
        var bytes = body.readAllBytes();
        try {
            return json.readTree(bytes);
        } catch (JacksonException malformed) {
            return json.getNodeFactory().missingNode();
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
