package app.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the HTTP API, as a browser tab would be one: it keeps the access token and the
 * refresh cookie. It does not refresh by itself.
 */
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final HttpClient http;
    private String accessToken = "";
    private String refreshToken = "";
    private UUID userId = new UUID(0, 0);
    private String username = "";
    private String password = "";
    private Duration lifetime = Duration.ZERO;
    private long rememberedAt;

    public Api(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    public Reply delete(String path) {
        return send(request(path).DELETE());
    }

    public Reply post(String path, String json) {
        return send("POST", path, json);
    }

    public Reply patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    public Reply send(String method, String path, String json) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A request with this tab's credentials, for tests that need a header of their own. */
    public HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        if (!refreshToken.isEmpty()) {
            request.header("Cookie", "parley-refresh=" + refreshToken);
        }
        return request;
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Registers, and stays signed in. */
    public Api register(String username, String password) {
        remember(
                post(
                                "/api/v1/auth/register",
                                JSON.writeValueAsString(new Credentials(username, password)))
                        .expect(201));
        this.password = password;
        return this;
    }

    /** Signs in, and stays so if that succeeds. */
    public Reply login(String username, String password) {
        var reply =
                post(
                        "/api/v1/auth/login",
                        JSON.writeValueAsString(new Credentials(username, password)));
        if (reply.status() == 200) {
            remember(reply);
            this.password = password;
        }
        return reply;
    }

    /** Proves again who this is, as a page asks for before it does what cannot be undone. */
    public Reply confirm() {
        return post(
                "/api/v1/me/step-up", JSON.writeValueAsString(Map.of("password", this.password)));
    }

    /** Stays signed in with what a sign-in by other means has brought. */
    public Api signedIn(Reply reply) {
        remember(reply.expect(200));
        return this;
    }

    /** Trades the refresh cookie, and keeps what comes of it. */
    public Reply refresh() {
        var reply = post("/api/v1/auth/refresh", "{}");
        if (reply.status() == 200) {
            remember(reply);
        }
        return reply;
    }

    /**
     * Refreshes, and confirms who this is, where the access token is in its second half: for people
     * that tests share.
     */
    public Api fresh() {
        if (System.nanoTime() - rememberedAt > lifetime.toNanos() / 2) {
            refresh().expect(200);
            confirm().expect(204);
        }
        return this;
    }

    /** The same person in another tab that knows what this one knows now. */
    public Api copy() {
        var copy = new Api(base, http);
        copy.accessToken = accessToken;
        copy.refreshToken = refreshToken;
        copy.userId = userId;
        copy.username = username;
        copy.password = password;
        return copy;
    }

    public Api withAccessToken(String token) {
        var copy = copy();
        copy.accessToken = token;
        return copy;
    }

    public Api withRefreshToken(String token) {
        var copy = copy();
        copy.refreshToken = token;
        return copy;
    }

    public URI base() {
        return base;
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return refreshToken;
    }

    public UUID userId() {
        return userId;
    }

    public String username() {
        return username;
    }

    private void remember(Reply reply) {
        var json = reply.json();
        accessToken = json.path("accessToken").asString();
        lifetime = Duration.ofSeconds(json.path("expiresIn").asLong());
        rememberedAt = System.nanoTime();
        userId = UUID.fromString(json.path("user").path("id").asString());
        username = json.path("user").path("username").asString();
        for (var cookie : reply.cookies()) {
            if (cookie.startsWith("parley-refresh=")) {
                refreshToken = cookie.substring("parley-refresh=".length(), cookie.indexOf(';'));
            }
        }
    }

    private record Credentials(String username, String password) {}
}
