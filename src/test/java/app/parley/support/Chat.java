package app.parley.support;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One conversation of one person, seen from outside. */
public final class Chat {
    private final Api api;
    private final String id;

    private Chat(Api api, String id) {
        this.api = api;
        this.id = id;
    }

    /** A new conversation with the model. */
    public static Chat open(Api api, String model) {
        return new Chat(
                api,
                api.post("/api/v1/conversations", "{\"model\":\"" + model + "\"}")
                        .expect(201)
                        .text("id"));
    }

    public String id() {
        return id;
    }

    public Api api() {
        return api;
    }

    /** The same conversation, addressed by somebody else. */
    public Chat as(Api other) {
        return new Chat(other, id);
    }

    public Reply post(String json) {
        return post(json, UUID.randomUUID().toString());
    }

    public Reply post(String json, String key) {
        return api.send(turn(json, key));
    }

    public HttpRequest.Builder turn(String json, String key) {
        return api.request("/api/v1/conversations/" + id + "/turns")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    /** Asks and returns what the server accepted: turnId, userMessageId, answerId. */
    public JsonNode ask(String text) {
        return post("{\"text\":\"" + text + "\"}").expect(201).json();
    }

    /** Asks and waits for the end of the answer. */
    public JsonNode askAndWait(String text) {
        var accepted = ask(text);
        events(accepted);
        return accepted;
    }

    /** All events of a turn, read to its end. */
    public List<Events.Event> events(JsonNode accepted) {
        return Events.of(
                api.get("/api/v1/turns/" + accepted.path("turnId").asString() + "/events")
                        .expect(200)
                        .body());
    }

    /** The events after a position, read to the end. */
    public List<Events.Event> eventsAfter(JsonNode accepted, long position) {
        return Events.of(
                api.send(
                                api.request(
                                                "/api/v1/turns/"
                                                        + accepted.path("turnId").asString()
                                                        + "/events")
                                        .header("Last-Event-ID", Long.toString(position))
                                        .GET())
                        .expect(200)
                        .body());
    }

    public JsonNode messages() {
        return api.get("/api/v1/conversations/" + id + "/messages")
                .expect(200)
                .json()
                .path("items");
    }

    public JsonNode message(String messageId) {
        for (var message : messages()) {
            if (message.path("id").asString().equals(messageId)) {
                return message;
            }
        }
        throw new AssertionError("no message " + messageId);
    }

    public JsonNode conversation() {
        return api.get("/api/v1/conversations/" + id).expect(200).json();
    }

    /** The text of a message from the API. */
    public static String text(JsonNode message) {
        var text = new StringBuilder();
        for (var part : message.path("parts")) {
            if (part.path("type").asString().equals("text")) {
                text.append(part.path("text").asString());
            }
        }
        return text.toString();
    }
}
