package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One person's use of a Parley server over its HTTP API, with the access token kept fresh. */
final class ParleyApi implements AutoCloseable {
    private static final Duration REFRESH_BEFORE = Duration.ofSeconds(60);
    private final InetSocketAddress server;
    private final String username;
    private final String password;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
    private String accessToken = "";
    private long expiresAt;

    private ParleyApi(InetSocketAddress server, String username, String password) {
        this.server = server;
        this.username = username;
        this.password = password;
    }

    /** What the server answered. */
    record Answer(int status, String body) {
        Map<String, Object> json() {
            return StubJson.object(body);
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException(
                        "Expected " + expected + ", got " + status + ": " + body);
            }
            return this;
        }
    }

    /** A stored message as the API shows it. */
    record Message(String id, String role, String status, String text) {}

    static ParleyApi register(InetSocketAddress server, String username) {
        var api = new ParleyApi(server, username, "correct-horse-" + username);
        api.authenticate("register", 201);
        return api;
    }

    /** Signs in again, as a client does after the server was away. */
    void login() {
        authenticate("login", 200);
    }

    private void authenticate(String route, int expected) {
        var body =
                "{\"username\":%s,\"password\":%s}".formatted(quoted(username), quoted(password));
        var json = send("POST", "/api/v1/auth/" + route, body, Map.of()).expect(expected).json();
        accessToken = String.valueOf(json.get("accessToken"));
        var lifetime =
                Duration.ofSeconds(((Number) json.getOrDefault("expiresIn", 300)).longValue());
        expiresAt = System.nanoTime() + lifetime.minus(REFRESH_BEFORE).toNanos();
    }

    synchronized String token() {
        if (System.nanoTime() > expiresAt) {
            login();
        }
        return accessToken;
    }

    Answer get(String path) {
        return send("GET", path, "", Map.of("Authorization", "Bearer " + token()));
    }

    /** Whatever its type is. */
    Answer page(String path) {
        return send("GET", path, "", Map.of("Authorization", "Bearer " + token(), "Accept", "*/*"));
    }

    Answer post(String path, String body) {
        return send("POST", path, body, Map.of("Authorization", "Bearer " + token()));
    }

    Answer put(String path, String body) {
        return send("PUT", path, body, Map.of("Authorization", "Bearer " + token()));
    }

    Answer delete(String path) {
        return send("DELETE", path, "", Map.of("Authorization", "Bearer " + token()));
    }

    /** What this person signs in with. */
    String password() {
        return password;
    }

    /** Sends a file as a browser does. */
    Answer upload(String path, String name, byte[] content) {
        var boundary = "parley-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n")
                        .formatted(boundary, name)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                "POST",
                path,
                BodyPublishers.ofByteArray(body.toByteArray()),
                "multipart/form-data; boundary=" + boundary,
                Map.of("Authorization", "Bearer " + token()));
    }

    String createConversation(String model, String title) {
        var body = "{\"model\":%s,\"title\":%s}".formatted(quoted(model), quoted(title));
        return String.valueOf(post("/api/v1/conversations", body).expect(201).json().get("id"));
    }

    /** Starts a turn without following it. */
    Answer startTurn(String conversation, String body, UUID idempotencyKey) {
        return send(
                "POST",
                "/api/v1/conversations/" + conversation + "/turns",
                body,
                Map.of(
                        "Authorization",
                        "Bearer " + token(),
                        "Idempotency-Key",
                        idempotencyKey.toString()));
    }

    /** The whole active branch in reading order. */
    List<Message> messages(String conversation) {
        var messages = new ArrayList<Message>();
        var before = "";
        do {
            var page =
                    get("/api/v1/conversations/" + conversation + "/messages?limit=200" + before)
                            .expect(200)
                            .json();
            var window = new ArrayList<Message>();
            for (var item : (List<?>) page.getOrDefault("items", List.of())) {
                window.add(message((Map<?, ?>) item));
            }
            messages.addAll(0, window);
            var next = String.valueOf(page.getOrDefault("nextCursor", ""));
            before = next.isEmpty() ? "" : "&before=" + next;
        } while (!before.isEmpty());
        return messages;
    }

    private static Message message(Map<?, ?> item) {
        var text = new StringBuilder();
        if (item.get("parts") instanceof List<?> parts) {
            for (var part : parts) {
                if (part instanceof Map<?, ?> map && "text".equals(map.get("type"))) {
                    text.append(map.get("text"));
                }
            }
        }
        return new Message(
                String.valueOf(item.get("id")),
                String.valueOf(item.get("role")),
                String.valueOf(item.get("status")),
                text.toString());
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        return send(
                method,
                path,
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                "application/json",
                headers);
    }

    private Answer send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            String type,
            Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + server.getHostString()
                                                + ":"
                                                + server.getPort()
                                                + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Accept", "application/json")
                        .header("Content-Type", type)
                        .method(method, body);
        headers.forEach(request::setHeader);
        try {
            var response =
                    http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            // The caller cannot know whether the server acted; 0 says that there was no answer.
            return new Answer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    /** How the stream client asks Parley for the answer to one prompt. */
    StreamClient.Wire turn(String conversation, String text, UUID idempotencyKey) {
        var body = "{\"text\":" + quoted(text) + "}";
        return new Turn(
                this, "/api/v1/conversations/" + conversation + "/turns", body, idempotencyKey);
    }

    /**
     * How the stream client asks Parley to do something else that starts a turn, such as going on.
     */
    StreamClient.Wire turnWith(String conversation, String body, UUID idempotencyKey) {
        return new Turn(
                this, "/api/v1/conversations/" + conversation + "/turns", body, idempotencyKey);
    }

    private record Turn(ParleyApi api, String path, String body, UUID key)
            implements StreamClient.Wire {
        @Override
        public InetSocketAddress server() {
            return api.server;
        }

        @Override
        public byte[] start() {
            var headers =
                    Map.of(
                            "Authorization",
                            "Bearer " + api.token(),
                            "Accept",
                            "text/event-stream",
                            "Idempotency-Key",
                            key.toString());
            return StreamClient.request("POST", api.server, path, headers, body);
        }

        @Override
        public byte[] resume(String turnId, long lastEventId) {
            var headers =
                    Map.of(
                            "Authorization",
                            "Bearer " + api.token(),
                            "Accept",
                            "text/event-stream",
                            "Last-Event-ID",
                            String.valueOf(lastEventId));
            return StreamClient.request(
                    "GET", api.server, "/api/v1/turns/" + turnId + "/events", headers, "");
        }

        @Override
        public String textKey() {
            return "text";
        }

        @Override
        public boolean typed() {
            return true;
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
