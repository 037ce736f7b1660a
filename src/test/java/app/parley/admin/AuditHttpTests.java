package app.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditHttpTests extends HttpTests {
    private static final String AUDIT = "/api/v1/admin/audit";

    @Test
    void tellsOfRegistrationSignInFailureAndTheSessionsEnd() {
        var person = newPerson();
        anonymous().login(person.username(), "not the password at all").expect(401);
        person.post("/api/v1/auth/logout", "{}").expect(204);

        var entries = entries("?subject=" + person.username());

        assertThat(entries.stream().map(entry -> entry.path("action").asString()))
                .containsExactly(
                        "session.ended",
                        "account.sign-in-failed",
                        "account.sign-in",
                        "account.registered");
        var registered = entries.getLast();
        assertThat(registered.path("actor").path("name").asString()).isEqualTo(person.username());
        assertThat(registered.path("subject").path("type").asString()).isEqualTo("account");
        assertThat(registered.path("subject").path("name").asString()).isEqualTo(person.username());
        assertThat(registered.path("address").asString()).startsWith("127.0.");
        assertThat(registered.path("hash").asString()).hasSize(64);
        var failed = entries.get(1);
        assertThat(failed.path("actor").isNull()).isTrue();
        assertThat(failed.path("details").path("reason").asString()).isEqualTo("wrong password");
    }

    @Test
    void tellsOfAChangedPasswordAndOfOneThatWasRefused() {
        var person = newPerson();
        var change = "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}";
        person.post("/api/v1/me/password", change.formatted("wrong wrong wrong", PASSWORD + "!"))
                .expect(401);
        person.post("/api/v1/me/password", change.formatted(PASSWORD, PASSWORD + "!")).expect(204);

        var entries = entries("?actor=" + person.userId());

        assertThat(entries.stream().map(entry -> entry.path("action").asString()))
                .startsWith("account.password-changed", "account.password-refused");
        assertThat(entries.toString()).doesNotContain(PASSWORD).doesNotContain("wrong wrong");
    }

    @Test
    void neverKeepsWhatWasTypedAsAName() {
        anonymous().login("a password typed as a name", "whatever it may be").expect(401);

        assertThat(all().toString()).doesNotContain("a password typed as a name");
    }

    @Test
    void showsASettingBeforeAndAfter() {
        var admin = admin();
        admin.patch("/api/v1/admin/settings", "{\"defaultModel\": \"openai/echo\"}").expect(200);
        admin.patch("/api/v1/admin/settings", "{\"defaultModel\": null}").expect(200);

        var changes =
                entries("?action=setting.changed").stream()
                        .filter(
                                entry ->
                                        entry.path("subject")
                                                .path("id")
                                                .asString()
                                                .equals("model.default"))
                        .limit(2)
                        .toList();

        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).path("changes").get(0).path("after").asString())
                .isEqualTo("openai/echo");
        assertThat(changes.get(0).path("changes").get(0).path("before").asString())
                .isEqualTo("openai/echo");
        assertThat(changes.get(0).path("changes").get(0).path("after").isNull()).isTrue();
        assertThat(changes.get(0).path("actor").path("name").asString()).isEqualTo("founder");
    }

    @Test
    void neverShowsTheKeyOfAProvider() {
        var admin = admin();
        var id =
                admin.post(
                                "/api/v1/admin/providers",
                                "{\"kind\": \"openai\", \"name\": \"Audited\", \"baseUrl\": \"http://127.0.0.1:9/v1\","
                                        + " \"apiKey\": \"sk-canary-0123456789\"}")
                        .expect(201)
                        .text("id");
        admin.patch(
                        "/api/v1/admin/providers/" + id,
                        "{\"apiKey\": \"sk-canary-9876543210\", \"enabled\": false}")
                .expect(200);
        admin.delete("/api/v1/admin/providers/" + id).expect(204);

        var entries = entries("?subject=" + id);

        assertThat(entries.stream().map(entry -> entry.path("action").asString()))
                .containsExactly("provider.removed", "provider.changed", "provider.added");
        assertThat(entries.getFirst().path("subject").path("name").asString()).isEqualTo("Audited");
        assertThat(entries.get(1).path("changes").toString())
                .contains("\"name\":\"apiKey\",\"before\":\"(hidden)\",\"after\":\"(hidden)\"")
                .contains("\"name\":\"enabled\",\"before\":\"true\",\"after\":\"false\"");
        assertThat(all().toString()).doesNotContain("canary");
    }

    @Test
    void tellsWhomACollectionWasSharedWith() {
        var owner = newPerson();
        var other = newPerson();
        var id = owner.post("/api/v1/collections", "{\"name\": \"Plans\"}").expect(201).text("id");
        var people = "/api/v1/collections/" + id + "/people/" + other.username();
        owner.put(people, "{\"access\": \"read\"}").expect(200);
        owner.delete(people).expect(204);
        owner.patch("/api/v1/collections/" + id, "{\"everyone\": \"read\"}").expect(200);
        owner.delete("/api/v1/collections/" + id).expect(204);

        assertThat(entries("?subject=" + id).stream().map(entry -> entry.path("action").asString()))
                .containsExactly(
                        "collection.deleted",
                        "collection.shared",
                        "collection.unshared",
                        "collection.shared");
    }

    @Test
    void pagesThroughEverythingOnce() {
        newPerson();
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            var page =
                    admin().get(AUDIT + "?limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
                            .expect(200);
            page.json().path("items").forEach(item -> seen.add(item.path("number").asLong()));
            cursor = page.json().path("nextCursor").asString(null);
        } while (cursor != null);

        assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(new HashSet<>(seen)).hasSize(seen.size());
        assertThat(seen.getLast()).isEqualTo(1);
    }

    @Test
    void exportsLinesOfJsonAndTellsThatItDid() {
        var reply = admin().get(AUDIT + "/export?format=jsonl").expect(200);

        assertThat(reply.header("Content-Disposition")).contains("audit.jsonl");
        var lines = reply.body().lines().map(line -> new JsonMapper().readTree(line)).toList();
        assertThat(lines.getFirst().path("action").asString()).isEqualTo("audit.exported");
        assertThat(lines.getFirst().path("actor").path("name").asString()).isEqualTo("founder");
        assertThat(lines.getLast().path("number").asLong()).isEqualTo(1);
        assertThat(lines).hasSize((int) lines.getFirst().path("number").asLong());
    }

    @Test
    void exportsATableThatASpreadsheetDoesNotCalculate() {
        var admin = admin();
        var id =
                admin.post(
                                "/api/v1/admin/providers",
                                "{\"kind\": \"openai\", \"name\": \"=HYPERLINK(1)\", \"baseUrl\": \"http://127.0.0.1:9/v1\"}")
                        .expect(201)
                        .text("id");
        admin.delete("/api/v1/admin/providers/" + id).expect(204);

        var table = admin.get(AUDIT + "/export?format=csv&subject=" + id).expect(200);

        assertThat(table.body().lines().findFirst().orElseThrow()).startsWith("number,at,action");
        assertThat(table.body()).contains("\"'=HYPERLINK(1)\"").doesNotContain(",\"=HYP");
        assertThat(table.body().lines()).hasSize(3);
    }

    @Test
    void verifiesOnDemand() {
        var found = admin().get(AUDIT + "/verification").expect(200).json();

        assertThat(found.path("intact").asBoolean()).isTrue();
        assertThat(found.path("entries").asLong()).isPositive();
        assertThat(found.path("firstBroken").isNull()).isTrue();
        assertThat(
                        anonymous()
                                .get("/health")
                                .expect(200)
                                .json()
                                .path("checks")
                                .path("audit")
                                .asString())
                .isEqualTo("up");
    }

    @Test
    void keepsEntriesForAsLongAsTheAdministratorSays() {
        var admin = admin();
        var settings = AUDIT + "/settings";
        assertThat(admin.get(settings).expect(200).json().path("retentionDays").isNull()).isTrue();
        admin.put(settings, "{\"retentionDays\": 29}").expectProblem(400, "invalid-request");
        assertThat(
                        admin.put(settings, "{\"retentionDays\": 400}")
                                .expect(200)
                                .json()
                                .path("retentionDays")
                                .asInt())
                .isEqualTo(400);
        admin.put(settings, "{\"retentionDays\": null}").expect(200);

        assertThat(
                        entries("?action=setting.changed&subject=audit.retention-days").stream()
                                .map(entry -> entry.path("changes").get(0).path("after")))
                .hasSize(2);
    }

    @Test
    void refusesFiltersThatAreNone() {
        admin().get(AUDIT + "?action=DROP").expectProblem(400, "invalid-request");
        admin().get(AUDIT + "?from=yesterday").expectProblem(400, "invalid-request");
        admin().get(AUDIT + "?cursor=x").expectProblem(400, "invalid-request");
        admin().get(AUDIT + "/export?format=xls").expectProblem(400, "invalid-request");
        assertThat(entries("?actor=nobody-at-all")).isEmpty();
    }

    private List<JsonNode> entries(String filter) {
        return items(admin().get(AUDIT + filter).expect(200));
    }

    private List<JsonNode> all() {
        return items(admin().get(AUDIT + "?limit=200").expect(200));
    }

    private static List<JsonNode> items(Reply reply) {
        var items = new ArrayList<JsonNode>();
        reply.json().path("items").forEach(items::add);
        return items;
    }
}
