package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The {@link Fuzz} of a new server as an administrator, a person, a program with a key and nobody,
 * beside somebody who takes no part: what they have must be as it was afterwards.
 */
final class FuzzRound implements AutoCloseable {
    private static final String SCOPES =
            "[\"chat\",\"chats:read\",\"knowledge:read\",\"knowledge:write\",\"models:read\",\"account:read\",\"admin\"]";

    /** Where more is written than one request asks for. */
    private static final List<String> PAGES =
            List.of(
                    "/metrics",
                    "/",
                    "/health",
                    "/v3/api-docs",
                    "/api/v1/admin/audit/export?format=csv",
                    "/api/v1/admin/audit/export?format=jsonl");

    private static final List<String> ENDED = List.of("ready", "failed");

    private final InetSocketAddress server;
    private final ParleyApi administrator;
    private final ParleyApi person;
    private final ParleyApi bystander;
    private final PlantedSecrets secrets = new PlantedSecrets();
    private final Fuzz fuzz;
    private final String key;
    private final String conversation;
    private final String document;

    /**
     * @param server that nobody has registered at yet, with a model {@code openai/echo}
     */
    FuzzRound(InetSocketAddress server, long seed) {
        // Passkeys are there under a name alone.
        this.server = new InetSocketAddress("localhost", server.getPort());
        administrator = ParleyApi.register(this.server, "founder");
        person = ParleyApi.register(this.server, "anna");
        bystander = ParleyApi.register(this.server, "keeper");
        var description = administrator.get("/v3/api-docs").expect(200).body();
        fuzz = new Fuzz(this.server, description, seed, secrets);
        var made =
                administrator
                        .post("/api/v1/me/keys", "{\"name\":\"fuzz\",\"scopes\":" + SCOPES + "}")
                        .expect(201)
                        .json();
        key = String.valueOf(made.get("key"));
        fuzz.ids().spare(id(made));
        for (var somebody : List.of(administrator, person, bystander)) {
            fuzz.ids().spare(id(somebody.get("/api/v1/me").expect(200).json()));
        }
        conversation = bystander.createConversation("openai/echo", "Kept");
        bystander
                .startTurn(conversation, "{\"text\":\"What was said stays.\"}", UUID.randomUUID())
                .expect(201);
        document = document();
        awaitAnswer();
        secrets.add("the key that requests are sent with", key);
        secrets.add("a password", bystander.password());
        secrets.plantPersonal(bystander);
    }

    Fuzz fuzz() {
        return fuzz;
    }

    /** What no answer and no log may show. */
    PlantedSecrets secrets() {
        return secrets;
    }

    /**
     * @return what was found
     */
    List<String> run(int requests) throws InterruptedException {
        var before = kept();
        var found = new ArrayList<String>();
        secrets.plantServices(administrator)
                .ifPresent(secret -> found.add("whoever sets " + secret + " is told it"));
        found.addAll(fuzz.run(requests, callers()));
        bystander.login();
        var after = kept();
        if (!after.equals(before)) {
            found.add("what somebody else had is not the same: " + before + " -> " + after);
        }
        administrator.login();
        for (var page : PAGES) {
            secrets.in(administrator.page(page).expect(200).body())
                    .ifPresent(secret -> found.add(page + " shows " + secret));
        }
        var log = administrator.get("/api/v1/admin/audit/verification").expect(200).json();
        if (!Boolean.TRUE.equals(log.get("intact"))) {
            found.add("the audit log is not what was written: " + log);
        }
        return found;
    }

    private List<Fuzz.Caller> callers() {
        return List.of(
                new Person("administrator", administrator),
                new Person("person", person),
                new Bearer("key", key),
                new Bearer("nobody", ""));
    }

    /** All that the bystander has, as they see it. */
    private Map<String, Object> kept() {
        var kept = new TreeMap<String, Object>();
        kept.put("me", bystander.get("/api/v1/me").expect(200).body());
        kept.put("messages", bystander.messages(conversation).toString());
        kept.put("document", bystander.get("/api/v1/documents/" + document).expect(200).body());
        kept.put("chats", bystander.get("/api/v1/conversations").expect(200).body());
        kept.put("keys", bystander.get("/api/v1/me/keys").expect(200).body());
        return kept;
    }

    private String document() {
        var collection =
                id(bystander.post("/api/v1/collections", "{\"name\":\"Kept\"}").expect(201).json());
        var path = "/api/v1/collections/" + collection + "/documents";
        var text = "What is written stays.".getBytes(StandardCharsets.UTF_8);
        var id = id(bystander.upload(path, "kept.txt", text).expect(201).json());
        for (int i = 0; i < 1_200; i++) {
            var state = bystander.get("/api/v1/documents/" + id).expect(200).json().get("state");
            if (ENDED.contains(String.valueOf(state))) {
                return id;
            }
            ParleyServer.pause(100);
        }
        throw new IllegalStateException("The document is not ready.");
    }

    private void awaitAnswer() {
        for (int i = 0; i < 600; i++) {
            var last = bystander.messages(conversation).getLast();
            if (last.role().equals("assistant") && last.status().equals("finished")) {
                return;
            }
            ParleyServer.pause(100);
        }
        throw new IllegalStateException(
                "There is no answer: " + quoted(bystander.messages(conversation).toString()));
    }

    private static String id(Map<String, Object> item) {
        return String.valueOf(item.get("id"));
    }

    @Override
    public void close() {
        administrator.close();
        person.close();
        bystander.close();
    }

    private record Person(String name, ParleyApi api) implements Fuzz.Caller {
        @Override
        public String token() {
            return api.token();
        }

        @Override
        public void signInAgain() {
            api.login();
        }
    }

    private record Bearer(String name, String token) implements Fuzz.Caller {
        @Override
        public void signInAgain() {
            // It has no session.
        }
    }
}
