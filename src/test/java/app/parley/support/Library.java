package app.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One collection of one person, seen from outside. */
public final class Library {
    private final Api api;
    private final String id;

    private Library(Api api, String id) {
        this.api = api;
        this.id = id;
    }

    /** A new collection. */
    public static Library make(Api api, String json) {
        return new Library(api, api.post("/api/v1/collections", json).expect(201).text("id"));
    }

    public String id() {
        return id;
    }

    public Api api() {
        return api;
    }

    public String path() {
        return "/api/v1/collections/" + id;
    }

    /** The same collection, as somebody else reaches it. */
    public Library as(Api other) {
        return new Library(other, id);
    }

    public Reply upload(String name, String text) {
        return upload(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Reply upload(String name, byte[] content) {
        return upload(api, path() + "/documents", name, content);
    }

    /** Sends a file as a browser does. */
    public static Reply upload(Api api, String path, String name, byte[] content) {
        var boundary = "----parley" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                                + "Content-Type: application/x-whatever\r\n\r\n")
                        .formatted(boundary, name)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return api.send(
                api.request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Uploads and waits until it can be searched; its id. */
    public String addReady(String name, String text) {
        return addReady(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public String addReady(String name, byte[] content) {
        var added = upload(name, content).expect(201).text("id");
        var ended = awaitEnd(added);
        assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo("ready");
        return added;
    }

    /** Waits until the document is ready or has failed. */
    public JsonNode awaitEnd(String document) {
        return awaitEnd(api, document);
    }

    public static JsonNode awaitEnd(Api api, String document) {
        return Awaiting.until(
                "the document has come to an end",
                () -> api.get("/api/v1/documents/" + document).expect(200).json(),
                json -> json.path("state").asString().matches("ready|failed"));
    }
}
