package app.parley.account.export;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.blob.BlobStore;
import app.parley.platform.db.Database;
import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody gets who asks for everything that is theirs. */
class ExportHttpTests extends HttpTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired private Database database;
    @Autowired private BlobStore files;
    @Autowired private ExportWork work;

    @Test
    void everythingOfOnesOwnIsInTheArchiveAndNothingSecret() throws Exception {
        var person = newPerson();
        var library = Library.make(person, "{\"name\":\"Trips / 2026\"}");
        library.addReady("rome.txt", "Rome in spring.");
        library.addReady("rome.md", "# Rome\n\nin autumn.");
        var chat = Chat.open(person, "openai/echo");
        var asked = chat.askAndWait("Where to?");
        chat.events(
                chat.post("{\"regenerate\":\"%s\"}".formatted(asked.path("answerId").asString()))
                        .expect(201)
                        .json());
        person.patch("/api/v1/conversations/" + chat.id(), "{\"title\":\"../../Where: to?\"}")
                .expect(200);
        var key =
                person.post("/api/v1/me/keys", "{\"name\":\"cron\",\"scopes\":[\"chat\"]}")
                        .expect(201)
                        .text("key");

        var begun = person.post("/api/v1/me/export", "{}").expect(202).json();
        assertThat(
                        begun.path("expiresAt").isNull()
                                || begun.path("state").asString().equals("ready"))
                .isTrue();
        var ready = ready(person);

        assertThat(ready.path("size").asLong()).isPositive();
        assertThat(ready.path("expiresAt").asString()).endsWith("Z");
        var archive = unzipped(person, ready);
        assertThat(archive.keySet())
                .allSatisfy(
                        name -> assertThat(name).doesNotContain("..", "\\").doesNotStartWith("/"))
                .contains(
                        "README.md",
                        "account/profile.json",
                        "account/sessions.json",
                        "account/keys.json",
                        "account/activity.json",
                        "moderation/events.json",
                        "documents/Trips 2026.json",
                        "documents/Trips 2026/rome.txt",
                        "documents/Trips 2026/rome.md");
        assertThat(archive.get("documents/Trips 2026/rome.txt")).isEqualTo("Rome in spring.");
        var json = entry(archive, "chats/", ".json");
        var messages = JSON.readTree(json).path("messages");
        assertThat(messages).as("with both answers").hasSize(3);
        assertThat(entry(archive, "chats/", ".md"))
                .contains("# ../../Where: to?", "## You", "Where to?", "openai/echo");
        assertThat(JSON.readTree(archive.get("account/profile.json")).path("username").asString())
                .isEqualTo(person.username());
        var all = String.join("\n", archive.values());
        assertThat(all).contains("cron").doesNotContain(key, "argon2", "token_hash");
    }

    @Test
    void anArchiveIsForItsOwnerInASessionAndAlone() {
        var person = newPerson();
        person.post("/api/v1/me/export", "{}").expect(202);
        var path = "/api/v1/me/exports/" + ready(person).path("id").asString() + "/file";

        newPerson().get(path).expectProblem(404, "not-found");
        admin().get(path).expectProblem(404, "not-found");
        anonymous().get(path).expectProblem(401, "unauthenticated");
        person.get("/api/v1/me/exports/" + UUID.randomUUID() + "/file")
                .expectProblem(404, "not-found");
        assertThat(admin().get("/api/v1/me/exports").expect(200).body()).doesNotContain(path);
        forgetProof(person);
        person.get(path).expectProblem(403, "step-up-required");
        person.post("/api/v1/me/export", "{}").expectProblem(403, "step-up-required");
        person.send("DELETE", "/api/v1/me", "{\"username\":\"%s\"}".formatted(person.username()))
                .expectProblem(403, "step-up-required");
        person.confirm().expect(204);
        person.get(path).expect(200);
    }

    @Test
    void anArchiveThatExpiredIsGoneWithItsFile() {
        var person = newPerson();
        person.post("/api/v1/me/export", "{}").expect(202);
        var id = ready(person).path("id").asString();
        var blob =
                database.read(
                        sql ->
                                sql.sql("select blob_id from data_export where id = :id")
                                        .param("id", UUID.fromString(id))
                                        .query(
                                                (row, _) ->
                                                        UUID.fromString(row.getString("blob_id")))
                                        .single());
        database.change(
                sql ->
                        sql.sql("update data_export set expires_at = 1 where id = :id")
                                .param("id", UUID.fromString(id))
                                .update());

        person.get("/api/v1/me/exports/" + id + "/file").expectProblem(404, "not-found");
        work.forgetExpired();

        assertThat(person.get("/api/v1/me/exports").expect(200).json().path("items")).isEmpty();
        assertThatFileIsGone(blob);
    }

    @Test
    void theAccountIsErasedOnlyByItsName() {
        var person = newPerson();

        person.send("DELETE", "/api/v1/me", "{\"username\":\"somebody\"}")
                .expectProblem(400, "invalid-request");
        person.send("DELETE", "/api/v1/me", "{}").expectProblem(400, "invalid-request");
        person.get("/api/v1/me").expect(200);

        var erased =
                person.send(
                                "DELETE",
                                "/api/v1/me",
                                "{\"username\":\" %s \"}"
                                        .formatted(person.username().toUpperCase()))
                        .expect(200);
        assertThat(erased.cookies())
                .anySatisfy(cookie -> assertThat(cookie).contains("refresh=;", "Max-Age=0"));
        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
    }

    @Test
    void anErasedAccountTakesItsArchiveAlong() {
        var person = newPerson();
        person.post("/api/v1/me/export", "{}").expect(202);
        ready(person);
        var blob =
                database.read(
                        sql ->
                                sql.sql("select blob_id from data_export where account_id = :id")
                                        .param("id", person.userId())
                                        .query(
                                                (row, _) ->
                                                        UUID.fromString(row.getString("blob_id")))
                                        .single());

        person.send("DELETE", "/api/v1/me", "{\"username\":\"%s\"}".formatted(person.username()))
                .expect(200);

        assertThatFileIsGone(blob);
    }

    private void assertThatFileIsGone(UUID blob) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> files.open(blob))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void forgetProof(Api person) {
        database.change(
                sql ->
                        sql.sql("update session set confirmed_at = 1 where account_id = :id")
                                .param("id", person.userId())
                                .update());
    }

    private static JsonNode ready(Api person) {
        return Awaiting.until(
                "the export has come to an end",
                () -> person.get("/api/v1/me/exports").expect(200).json().path("items").get(0),
                item -> {
                    assertThat(item.path("state").asString()).isNotEqualTo("failed");
                    return item.path("state").asString().equals("ready");
                });
    }

    private static Map<String, String> unzipped(Api person, JsonNode export) throws Exception {
        var request =
                person.request("/api/v1/me/exports/" + export.path("id").asString() + "/file");
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.GET().build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("application/zip");
            assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                    .startsWith("attachment;");
            assertThat(answer.headers().firstValue("cache-control").orElse(""))
                    .contains("no-store");
            assertThat(answer.body()).hasSize(export.path("size").asInt());
            return entries(answer.body());
        }
    }

    private static Map<String, String> entries(byte[] archive) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(
                        entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static String entry(Map<String, String> archive, String begin, String end) {
        return archive.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(begin) && entry.getKey().endsWith(end))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
