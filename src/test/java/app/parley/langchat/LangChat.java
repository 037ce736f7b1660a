package app.parley.langchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of LangChat's API: what its page and its people's scripts send. */
final class LangChat {
    private static final JsonMapper JSON = new JsonMapper();

    private final Api api;

    LangChat(Api api) {
        this.api = api;
    }

    /** Signed in with what {@code /register} or {@code /login} has answered. */
    LangChat signedIn(Reply welcome) {
        return new LangChat(api.withAccessToken(welcome.expect(200).text("token")));
    }

    Api api() {
        return api;
    }

    Reply get(String path) {
        return api.get(path);
    }

    Reply delete(String path) {
        return api.delete(path);
    }

    Reply post(String path, Map<String, ?> body) {
        return api.post(path, JSON.writeValueAsString(body));
    }

    Reply postWithKey(String path, String key, Map<String, ?> body) {
        return api.send(
                request(path, JSON.writeValueAsString(body)).header("Idempotency-Key", key));
    }

    HttpRequest.Builder request(String path, String json) {
        return api.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    /** The lines {@code data: …} of a stream, which are all of it but comments. */
    static List<JsonNode> data(Reply stream) {
        assertThat(stream.header("content-type")).startsWith("text/event-stream");
        var data = new ArrayList<JsonNode>();
        for (var event : stream.body().split("\n\n")) {
            if (!event.startsWith(":")) {
                assertThat(event).startsWith("data: ").doesNotContain("\n");
                data.add(JSON.readTree(event.substring("data: ".length())));
            }
        }
        return data;
    }

    static String text(List<JsonNode> data) {
        var text = new StringBuilder();
        data.forEach(event -> text.append(event.path("token").asString("")));
        return text.toString();
    }

    /** Fails unless the request was refused in FastAPI's form, with a sentence and nothing else. */
    static String refusal(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("content-type")).startsWith("application/json");
        assertThat(reply.json().propertyNames()).containsExactly("detail");
        assertThat(reply.json().path("detail").isString()).as(reply.body()).isTrue();
        return reply.text("detail");
    }
}
