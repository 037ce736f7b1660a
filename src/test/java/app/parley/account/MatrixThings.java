package app.parley.account;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Library;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the routes of the matrix are about: each variable of a path has a maker here, which is told
 * by the word before it and its name, such as {@code sites/{siteId}}.
 */
final class MatrixThings {
    private static final Pattern VARIABLE = Pattern.compile("([a-z-]+)/\\{([a-zA-Z]+)}");

    private final Api owner;
    private final Api administrator;
    private final Api reader;
    private final Api writer;
    private final Supplier<Api> people;
    private final Map<String, Supplier<String>> makers =
            Map.ofEntries(
                    entry("sessions/{id}", this::session),
                    entry("conversations/{id}", () -> Chat.open(owner(), "openai/echo").id()),
                    entry("turns/{id}", this::turn),
                    entry("collections/{id}", this::collection),
                    entry("sites/{siteId}", this::site),
                    entry("people/{username}", () -> people().username()),
                    entry("people/{id}", () -> UUID.randomUUID().toString()),
                    entry("documents/{id}", this::document),
                    entry("invitations/{id}", this::invitation),
                    entry("providers/{id}", this::provider),
                    entry("identity-providers/{id}", () -> UUID.randomUUID().toString()),
                    entry("oidc/{id}", () -> UUID.randomUUID().toString()),
                    entry("identities/{provider}", () -> UUID.randomUUID().toString()),
                    entry("identities/{id}", () -> UUID.randomUUID().toString()),
                    // Nobody has one: their own tests make them.
                    entry("keys/{id}", () -> UUID.randomUUID().toString()),
                    entry("passkeys/{id}", () -> UUID.randomUUID().toString()),
                    entry("webhooks/{id}", () -> UUID.randomUUID().toString()),
                    entry("chats/{id}", () -> UUID.randomUUID().toString()),
                    entry("events/{id}", () -> UUID.randomUUID().toString()));
    private final Map<String, String> made = new LinkedHashMap<>();

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

    /** The path with the ids of things that are the owner's. */
    String filled(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(found -> found.group(1) + "/" + thing(found.group()));
    }

    /** The path with ids that were never given out. */
    static String missing(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(
                        found ->
                                found.group(1)
                                        + "/"
                                        + (found.group(2).equals("username")
                                                ? "nobody."
                                                        + UUID.randomUUID()
                                                                .toString()
                                                                .substring(0, 8)
                                                : UUID.randomUUID().toString()));
    }

    /** The body with a name that nobody has yet. */
    static String body(String body) {
        return body.replace("{new-name}", "m." + UUID.randomUUID().toString().substring(0, 12));
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

    private Api owner() {
        return owner;
    }

    private Api people() {
        var somebody = people.get();
        owner.put(
                        "/api/v1/collections/%s/people/%s"
                                .formatted(thing("collections/{id}"), somebody.username()),
                        "{\"access\":\"read\"}")
                .expect(200);
        return somebody;
    }

    private String session() {
        var device = owner.copy();
        device.login(owner.username(), "quiet lantern over northern water").expect(200);
        for (var session : device.get("/api/v1/me/sessions").expect(200).json().path("items")) {
            if (session.path("current").asBoolean()) {
                return session.path("id").asString();
            }
        }
        throw new AssertionError("the device has no session");
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
        return administrator
                .post(
                        "/api/v1/admin/providers",
                        body(
                                "{\"kind\":\"openai\",\"name\":\"Thing {new-name}\","
                                        + "\"baseUrl\":\"http://127.0.0.1:1/v1\"}"))
                .expect(201)
                .text("id");
    }
}
