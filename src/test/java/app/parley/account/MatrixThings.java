package app.parley.account;

import app.parley.account.factor.AuthenticatorApp;
import app.parley.account.oidc.TestProvider;
import app.parley.account.passkey.SecurityKey;
import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.Chat;
import app.parley.support.Keys;
import app.parley.support.Library;
import app.parley.support.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the routes of the matrix are about: each variable of a path has a maker here, which is told
 * by the word before it and its name, such as {@code sites/{siteId}}. So has each word in braces of
 * a body.
 */
final class MatrixThings implements AutoCloseable {
    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{([a-zA-Z]+)}");
    private static final Pattern WORD = Pattern.compile("\\{([a-z-]+)}");
    private static final String PASSWORD = "quiet lantern over northern water";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final Api owner;
    private final Api administrator;
    private final Api reader;
    private final Api writer;
    private final Supplier<Api> people;
    private final Map<String, Supplier<String>> makers =
            Map.ofEntries(
                    entry("sessions/{id}", this::session),
                    entry("conversations/{id}", this::conversation),
                    entry("chats/{id}", this::conversation),
                    entry("turns/{id}", this::turn),
                    entry("collections/{id}", this::collection),
                    entry("sites/{siteId}", this::site),
                    entry("people/{username}", () -> guest().username()),
                    entry("people/{id}", () -> somebody().userId().toString()),
                    entry("documents/{id}", this::document),
                    entry("exports/{id}", this::export),
                    entry("invitations/{id}", this::invitation),
                    entry("providers/{id}", this::provider),
                    entry("identity-providers/{id}", () -> identityProvider().id()),
                    entry("oidc/{id}", () -> identityProvider().id()),
                    entry("identities/{provider}", () -> identityProvider().id()),
                    entry("identities/{id}", () -> identityProvider().link(owner())),
                    entry("keys/{id}", this::key),
                    entry("passkeys/{id}", () -> registered().text("id")),
                    entry("webhooks/{id}", this::webhook),
                    entry("events/{id}", this::moderated));
    private final Map<String, Supplier<String>> words =
            Map.of(
                    "new-name",
                    () -> "m." + UUID.randomUUID().toString().substring(0, 12),
                    "first-code",
                    this::firstCode,
                    "second-factor-answer",
                    this::secondFactorAnswer,
                    "passkey-registration",
                    this::passkeyRegistration,
                    "passkey-answer",
                    () -> passkeyAnswer("/api/v1/auth/passkey/options"),
                    "step-up-answer",
                    () -> passkeyAnswer("/api/v1/me/step-up/passkey/options"));
    private final Map<String, String> made = new LinkedHashMap<>();
    private final Deque<Runnable> afterwards = new ArrayDeque<>();
    private @Nullable TestProvider identityProvider;
    private @Nullable SecurityKey passkey;
    private @Nullable AuthenticatorApp app;

    /**
     * @param people makes another person
     */
    MatrixThings(Api owner, Api administrator, Api reader, Api writer, Supplier<Api> people) {
        this.owner = owner;
        this.administrator = administrator;
        this.reader = reader;
        this.writer = writer;
        this.people = people;
    }

    /** What the owner is to have beforehand. */
    void give(String given) {
        switch (given) {
            case "" -> {}
            case "totp" -> app();
            default -> throw new AssertionError("nobody can be given " + given);
        }
    }

    /** The path with the ids of things that are the owner's. */
    String filled(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(found -> found.group(1) + "/" + thing(found.group()));
    }

    /** The path with ids that were never given out. */
    static String missing(String path) {
        return VARIABLE.matcher(path).replaceAll(found -> found.group(1) + "/" + missing(found));
    }

    private static String missing(MatchResult variable) {
        var id = UUID.randomUUID().toString();
        return variable.group(2).equals("username") ? "nobody-" + id.substring(0, 8) : id;
    }

    /** The body as it is sent this time. */
    String body(String body) {
        return WORD.matcher(body)
                .replaceAll(
                        found -> {
                            var maker = words.get(found.group(1));
                            if (maker == null) {
                                throw new AssertionError(
                                        "MatrixThings does not know the word " + found.group());
                            }
                            return Matcher.quoteReplacement(maker.get());
                        });
    }

    /** Takes away what would disturb other tests. */
    @Override
    public void close() {
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }

    private String thing(String variable) {
        var maker = makers.get(variable);
        if (maker == null) {
            throw new AssertionError(
                    "MatrixThings has no maker of '%s': add one, and read CONTRIBUTING.md"
                            .formatted(variable));
        }
        var before = made.get(variable);
        if (before != null) {
            return before;
        }
        var thing = maker.get();
        made.put(variable, thing);
        return thing;
    }

    Api owner() {
        return owner;
    }

    private Api somebody() {
        return people.get();
    }

    private Api guest() {
        var somebody = somebody();
        owner.put(
                        "/api/v1/collections/%s/people/%s"
                                .formatted(thing("collections/{id}"), somebody.username()),
                        "{\"access\":\"read\"}")
                .expect(200);
        return somebody;
    }

    private String session() {
        var device = owner.copy();
        device.login(owner.username(), PASSWORD).expect(200);
        for (var session : device.get("/api/v1/me/sessions").expect(200).json().path("items")) {
            if (session.path("current").asBoolean()) {
                return session.path("id").asString();
            }
        }
        throw new AssertionError("the device has no session");
    }

    private String conversation() {
        return Chat.open(owner, "openai/echo").id();
    }

    private String turn() {
        return Chat.open(owner, "openai/echo").askAndWait("Hello").path("turnId").asString();
    }

    private String collection() {
        var library = Library.make(owner, "{\"name\":\"Things\"}");
        for (var grant : Map.of(reader, "read", writer, "write").entrySet()) {
            owner.put(
                            library.path() + "/people/" + grant.getKey().username(),
                            "{\"access\":\"%s\"}".formatted(grant.getValue()))
                    .expect(200);
        }
        return library.id();
    }

    private String site() {
        return owner.post(
                        "/api/v1/collections/" + thing("collections/{id}") + "/sites",
                        "{\"url\":\"http://127.0.0.2:1/\",\"form\":\"links\"}")
                .expect(201)
                .text("id");
    }

    private String export() {
        var begun = owner.post("/api/v1/me/export", "{}").expect(202).text("id");
        Awaiting.until(
                "the export is ready",
                () -> owner.get("/api/v1/me/exports").expect(200).body().contains("\"ready\""));
        return begun;
    }

    private String document() {
        var path = "/api/v1/collections/" + thing("collections/{id}") + "/documents";
        var text = "Something to read.".getBytes(StandardCharsets.UTF_8);
        var id = Library.upload(owner, path, "thing.txt", text).expect(201).text("id");
        Library.awaitEnd(owner, id);
        return id;
    }

    private static Map.Entry<String, Supplier<String>> entry(
            String variable, Supplier<String> maker) {
        return Map.entry(variable, maker);
    }

    private String invitation() {
        return administrator.post("/api/v1/admin/invitations", "{}").expect(201).text("id");
    }

    private String provider() {
        var path = "/api/v1/admin/providers";
        var id =
                administrator
                        .post(
                                path,
                                body(
                                        "{\"kind\":\"openai\",\"name\":\"Thing {new-name}\","
                                                + "\"baseUrl\":\"http://127.0.0.1:1/v1\"}"))
                        .expect(201)
                        .text("id");
        afterwards.push(() -> administrator.delete(path + "/" + id));
        return id;
    }

    private TestProvider identityProvider() {
        if (identityProvider == null) {
            identityProvider = new TestProvider(administrator);
            afterwards.push(identityProvider::close);
        }
        return identityProvider;
    }

    private String key() {
        return Keys.made(owner, EnumSet.of(KeyScope.CHAT), "").path("id").asString();
    }

    private String webhook() {
        var path = "/api/v1/admin/webhooks";
        var id =
                administrator
                        .post(
                                path,
                                "{\"url\":\"http://127.0.0.2:1/\",\"events\":[\"chat.finished\"]}")
                        .expect(201)
                        .text("id");
        afterwards.push(() -> administrator.delete(path + "/" + id));
        return id;
    }

    /** A question that a rule held back, of which the original is kept. */
    private String moderated() {
        var path = "/api/v1/admin/moderation";
        administrator
                .put(
                        path,
                        """
                        {"enabled": true, "openaiModeration": false, "keepOriginals": true, "rules": [
                         {"name": "Martens", "pattern": "marten-[0-9]+", "category": "animals",
                          "action": "block", "applies": "prompt", "enabled": true}]}""")
                .expect(200);
        var chat = Chat.open(owner, "openai/echo");
        chat.askAndWait("Tell me of marten-41.");
        administrator
                .put(
                        path,
                        "{\"enabled\": false, \"openaiModeration\": false, \"keepOriginals\": false}")
                .expect(200);
        for (var event :
                administrator.get(path + "/events?limit=200").expect(200).json().path("items")) {
            if (event.path("conversationId").asString().equals(chat.id())) {
                return event.path("id").asString();
            }
        }
        throw new AssertionError("the question was not held back");
    }

    /** What shows the code that is to come next. */
    private AuthenticatorApp app() {
        if (app == null) {
            app = offered();
            owner.post(
                            "/api/v1/me/factors/totp/confirm",
                            "{\"code\":\"%s\"}".formatted(app.nextCode()))
                    .expect(200);
        }
        return app;
    }

    private AuthenticatorApp offered() {
        return AuthenticatorApp.with(
                owner.post("/api/v1/me/factors/totp", "{}").expect(200).text("secret"));
    }

    private String firstCode() {
        return "{\"code\":\"%s\"}".formatted(offered().nextCode());
    }

    private String secondFactorAnswer() {
        var app = app();
        var challenge =
                owner.copy()
                        .login(owner.username(), PASSWORD)
                        .expectProblem(401, "second-factor-required")
                        .text("challenge");
        return "{\"challenge\":\"%s\",\"method\":\"totp\",\"code\":\"%s\"}"
                .formatted(challenge, app.nextCode());
    }

    /** The owner where there are passkeys: browsers have none for addresses of numbers. */
    private Api ownerByName() {
        return new Api(named(owner), HTTP).withAccessToken(owner.accessToken());
    }

    private SecurityKey passkey() {
        if (passkey == null) {
            registered();
        }
        return passkey;
    }

    private Reply registered() {
        return ownerByName().post("/api/v1/me/passkeys", passkeyRegistration()).expect(201);
    }

    private String passkeyRegistration() {
        var asked = ownerByName().post("/api/v1/me/passkeys/options", "{}").expect(200).json();
        passkey = new SecurityKey(named(owner).toString());
        return JSON.writeValueAsString(
                Map.of(
                        "request",
                        asked.path("request"),
                        "name",
                        "Phone",
                        "credential",
                        passkey.create(asked.path("publicKey"))));
    }

    private String passkeyAnswer(String question) {
        var device = passkey();
        var asked = ownerByName().post(question, "{}").expect(200).json();
        return JSON.writeValueAsString(
                Map.of(
                        "request",
                        asked.path("request"),
                        "credential",
                        device.get(asked.path("publicKey"))));
    }

    /** The server by its name. */
    static URI named(Api caller) {
        return URI.create("http://localhost:" + caller.base().getPort());
    }
}
