package app.parley.account;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.bench.StubModelServer;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Library;
import app.parley.support.NoticeReader;
import app.parley.support.Outbox;
import app.parley.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is left of somebody who has erased their account: nothing, in no table and in no file. The
 * person is called by a word that nobody else says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ErasureContract {
    private static final String CANARY = "zq7canary9x4";
    private static final String EMAIL = CANARY + "@example.org";

    private StubModelServer models;
    private TestServer server;
    private Api founder;

    /** Where the rows are; empty for SQLite in the data directory. */
    abstract String databaseUrl();

    @BeforeAll
    void start() throws IOException {
        models = StubModelServer.start();
        server =
                TestServer.start(
                        "parley.database.url=" + databaseUrl(),
                        "parley.model.openai.base-url=" + models.url("/v1"));
        founder = server.api().register("founder", TestServer.PASSWORD);
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        models.close();
    }

    @Test
    @Order(1)
    void everyTableHasAFate() {
        assertThat(tables()).containsExactlyInAnyOrderElementsOf(fates().keySet());
    }

    @Test
    @Order(2)
    void noRowIsLeftInAnyTableThatIsTheirs() {
        var erased =
                fates().entrySet().stream()
                        .filter(fate -> fate.getValue().equals("erased"))
                        .map(Map.Entry::getKey)
                        .toList();
        var before = counts(erased);
        var person = server.api().register("kim", TestServer.PASSWORD);
        database().change(sql -> PersonalRows.fill(sql, person.userId(), founder.userId()));
        var filled = counts(erased);
        assertThat(erased)
                .as("the test has a row of this person's in each table that is to be erased")
                .allSatisfy(
                        table -> assertThat(filled.get(table)).isGreaterThan(before.get(table)));

        erase(person).expect(200);

        assertThat(counts(erased)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void nothingThatTheySaidIsLeftInAnyTableOrFile() throws Exception {
        var person = server.api().register(CANARY, TestServer.PASSWORD);
        live(person);
        assertThat(rowsWith(CANARY)).contains("message", "passage", "collection", "document_text");
        assertThat(filesWith(CANARY)).as("the outbox at least").isNotEmpty();

        var receipt = erase(person).expect(200).json();

        assertThat(receipt.path("chats").asInt()).isEqualTo(2);
        assertThat(receipt.path("messages").asInt()).isEqualTo(4);
        assertThat(receipt.path("documents").asInt()).isEqualTo(2);
        assertThat(receipt.path("passages").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(receipt.path("files").asInt()).isEqualTo(2);
        assertThat(receipt.path("keys").asInt()).isEqualTo(1);
        assertThat(receipt.path("sessions").asInt()).isEqualTo(1);
        eventually(() -> assertThat(rowsWith(CANARY)).isEmpty());
        eventually(() -> assertThat(filesWith(CANARY)).isEmpty());
    }

    /** Everything that has a place for words. */
    private void live(Api person) throws Exception {
        var id = person.userId();
        database()
                .change(
                        sql ->
                                sql.sql(
                                                """
                                                update account set email = :email, email_key = :email,
                                                    email_verified_at = 1 where id = :id""")
                                        .param("email", EMAIL)
                                        .param("id", id)
                                        .update());
        person.patch("/api/v1/me", "{\"displayName\":\"Kim %s\"}".formatted(CANARY)).expect(200);
        person.post("/api/v1/me/keys", "{\"name\":\"%s\",\"scopes\":[\"chat\"]}".formatted(CANARY))
                .expect(201);
        new Outbox(server.data()).awaited(EMAIL, "something has changed", 1);
        var library =
                Library.make(
                        person,
                        "{\"name\":\"%s\",\"description\":\"%s\"}".formatted(CANARY, CANARY));
        var text = "The word is %s. Nobody else says %s.".formatted(CANARY, CANARY);
        library.addReady(CANARY + ".txt", text);
        var attached =
                Library.upload(
                                person,
                                "/api/v1/attachments",
                                CANARY + "-2.txt",
                                (text + " Twice.").getBytes(StandardCharsets.UTF_8))
                        .expect(201)
                        .text("id");
        Library.awaitEnd(person, attached);
        var chat = Chat.open(person, "openai/echo");
        chat.events(
                chat.post(
                                "{\"text\":\"What is %s?\",\"attachments\":[\"%s\"],\"collections\":[\"%s\"]}"
                                        .formatted(CANARY, attached, library.id()))
                        .expect(201)
                        .json());
        person.patch(
                        "/api/v1/conversations/" + chat.id(),
                        "{\"title\":\"About %s\"}".formatted(CANARY))
                .expect(200);
        // said, changed and deleted before: that must not be found in what was let go either
        var forgotten = Chat.open(person, "openai/echo");
        forgotten.askAndWait((CANARY + " ").repeat(2_000));
        person.delete("/api/v1/conversations/" + forgotten.id()).expect(204);
        person.delete(
                        "/api/v1/documents/"
                                + library.addReady("gone.txt", (CANARY + " gone. ").repeat(900)))
                .expect(204);
        // one is being written at this very moment
        Chat.open(person, "openai/slow").ask("Go on about " + CANARY);
    }

    @Test
    @Order(4)
    void everythingThatIsOpenEnds() throws Exception {
        var person = server.api().register("lee", TestServer.PASSWORD);
        var other = server.api();
        other.login("lee", TestServer.PASSWORD).expect(200);
        var chat = Chat.open(person, "openai/slow");
        var turn = chat.ask("Go on and on");
        try (var tab = new NoticeReader(other)) {
            var refused = new ArrayList<Integer>();
            var reader =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            refused.add(
                                                    other.get(
                                                                    "/api/v1/turns/%s/events"
                                                                            .formatted(
                                                                                    turn.path(
                                                                                                    "turnId")
                                                                                            .asString()))
                                                            .status()));
            erase(person).expect(200);

            eventually(() -> assertThat(tab.types()).contains("session-ended"));
            eventually(() -> assertThat(reader.isAlive()).isFalse());
        }
        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        other.get("/api/v1/conversations").expectProblem(401, "unauthenticated");
        other.refresh().expectProblem(401, "unauthenticated");
        person.login("lee", TestServer.PASSWORD).expectProblem(401, "bad-credentials");
        // the name is free, and whoever takes it is somebody else
        var next = server.api().register("lee", TestServer.PASSWORD);
        assertThat(next.userId()).isNotEqualTo(person.userId());
        assertThat(next.get("/api/v1/conversations").expect(200).json().path("items")).isEmpty();
        erase(next).expect(200);
    }

    @Test
    @Order(5)
    void whatARequestWroteMeanwhileIsSweptUp() {
        var person = server.api().register("pat", TestServer.PASSWORD);
        var id = person.userId();
        erase(person).expect(200);
        database().change(sql -> PersonalRows.conversation(sql, id, UUID.randomUUID()));
        database()
                .change(
                        sql ->
                                sql.sql("update erasure set erased_at = 1 where account_id = :id")
                                        .param("id", id)
                                        .update());

        server.bean(Erasure.class).sweep();

        assertThat(
                        database()
                                .<Long>read(
                                        sql ->
                                                sql.sql(
                                                                "select count(*) from conversation where owner_id = :id")
                                                        .param("id", id)
                                                        .query(Long.class)
                                                        .single()))
                .isZero();
    }

    @Test
    @Order(6)
    void whatIsSharedGoesWithItsOwnerAndWhatWasAddedToOthersStays() {
        var owner = server.api().register("ann", TestServer.PASSWORD);
        var guest = server.api().register("bob", TestServer.PASSWORD);
        var shared = Library.make(owner, "{\"name\":\"Shared\"}");
        owner.put(shared.path() + "/people/bob", "{\"access\":\"write\"}").expect(200);
        var document = shared.as(guest).addReady("from-bob.txt", "Bob wrote this for Ann.");

        erase(guest).expect(200);
        owner.get("/api/v1/documents/" + document).expect(200);

        var reader = server.api().register("cat", TestServer.PASSWORD);
        owner.put(shared.path() + "/people/cat", "{\"access\":\"read\"}").expect(200);
        reader.get(shared.path()).expect(200);
        erase(owner).expect(200);
        reader.get(shared.path()).expectProblem(404, "not-found");
        erase(reader).expect(200);
    }

    @Test
    @Order(7)
    void theRecordSaysThatItHappenedAndStaysWhole() {
        var person = server.api().register("max", TestServer.PASSWORD);
        var receipt = erase(person).expect(200).json();

        var entry =
                founder.get("/api/v1/admin/audit?action=account.erased&limit=1")
                        .expect(200)
                        .json()
                        .path("items")
                        .get(0);
        assertThat(entry.path("subject").path("id").asString())
                .isEqualTo(person.userId().toString());
        assertThat(entry.path("details").path("receipt").asString())
                .isEqualTo(receipt.path("receiptId").asString());
        assertThat(entry.toString()).doesNotContain("max");
        assertThat(
                        founder.get("/api/v1/admin/audit/verification")
                                .expect(200)
                                .json()
                                .path("intact")
                                .asBoolean())
                .isTrue();
    }

    @Test
    @Order(8)
    void anAccountThatWasNeverConfirmedIsLetGoAfterAWeek() {
        var week = Duration.ofDays(7);
        var old = waiting("old", Instant.now().minus(week).minusSeconds(60));
        var young = waiting("young", Instant.now().minus(week).plusSeconds(60));

        server.bean(UnconfirmedAccounts.class).forget();

        assertThat(accounts())
                .contains(young.userId(), founder.userId())
                .doesNotContain(old.userId());
        var entry =
                founder.get("/api/v1/admin/audit?action=account.expired")
                        .expect(200)
                        .json()
                        .path("items");
        assertThat(entry).hasSize(1);
        assertThat(entry.get(0).path("subject").path("id").asString())
                .isEqualTo(old.userId().toString());
        assertThat(entry.get(0).path("actor").isNull()).isTrue();
        database().change(sql -> sql.sql("update account set email_awaited_since = null").update());
        erase(young).expect(200);
    }

    private Api waiting(String name, Instant since) {
        var person = server.api().register(name, TestServer.PASSWORD);
        database()
                .change(
                        sql ->
                                sql.sql(
                                                """
                                                update account set email_awaited_since = :since
                                                where id = :id""")
                                        .param("since", since.toEpochMilli())
                                        .param("id", person.userId())
                                        .update());
        return person;
    }

    private List<UUID> accounts() {
        return database()
                .read(
                        sql ->
                                sql.sql("select id from account")
                                        .query((row, _) -> UUID.fromString(row.getString("id")))
                                        .list());
    }

    @Test
    @Order(9)
    void theLastAdministratorStaysWhileThereAreOthersAndTheNextFoundsAnew() {
        var person = server.api().register("zoe", TestServer.PASSWORD);
        founder.confirm().expect(204);
        erase(founder).expectProblem(409, "conflict");
        erase(person).expect(200);

        erase(founder).expect(200);

        assertThat(server.api().get("/api/v1/config").json().path("firstUser").asBoolean())
                .isTrue();
        var next = server.api().register("next", TestServer.PASSWORD);
        assertThat(next.get("/api/v1/me").expect(200).text("role")).isEqualTo("admin");
    }

    private app.parley.support.Reply erase(Api person) {
        return person.send(
                "DELETE", "/api/v1/me", "{\"username\":\"%s\"}".formatted(person.username()));
    }

    private Database database() {
        return server.bean(Database.class);
    }

    private List<String> tables() {
        return database()
                .read(
                        sql ->
                                sql.sql(
                                                database().dialect() == Dialect.SQLITE
                                                        ? """
                                                        select name from sqlite_master
                                                        where type = 'table' and name not like 'sqlite_%'"""
                                                        : """
                                                        select table_name from information_schema.tables
                                                        where table_schema = 'public'""")
                                        .query(String.class)
                                        .list());
    }

    private static Map<String, String> fates() {
        Map<String, String> fates = new TreeMap<>();
        try (var file = ErasureContract.class.getResourceAsStream("/personal-data.csv")) {
            for (var line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    var cells = line.split(" \\| ", 3);
                    assertThat(cells).as(line).hasSize(3);
                    assertThat(cells[1]).isIn("erased", "files", "kept", "index", "impersonal");
                    fates.put(cells[0], cells[1]);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return fates;
    }

    private Map<String, Long> counts(List<String> tables) {
        Map<String, Long> counts = new HashMap<>();
        for (var table : tables) {
            counts.put(
                    table,
                    database()
                            .read(
                                    sql ->
                                            sql.sql("select count(*) from " + table)
                                                    .query(Long.class)
                                                    .single()));
        }
        return counts;
    }

    /** The tables that have the word in any column. */
    private TreeSet<String> rowsWith(String word) {
        var found = new TreeSet<String>();
        var hex = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        for (var table : tables()) {
            database()
                    .read(
                            sql ->
                                    sql.sql("select * from " + table)
                                            .query(
                                                    (row, _) -> {
                                                        int columns =
                                                                row.getMetaData().getColumnCount();
                                                        for (int i = 1; i <= columns; i++) {
                                                            var value = row.getObject(i);
                                                            var text =
                                                                    value instanceof byte[] bytes
                                                                            ? HexFormat.of()
                                                                                    .formatHex(
                                                                                            bytes)
                                                                            : String.valueOf(value);
                                                            if (text.contains(word)
                                                                    || text.contains(hex)) {
                                                                found.add(table);
                                                            }
                                                        }
                                                        return table;
                                                    })
                                            .list());
        }
        return found;
    }

    /** The files of the data directory that have the word in any byte. */
    private List<Path> filesWith(String word) {
        try (var files = Files.walk(server.data())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, word))
                    .map(file -> server.data().relativize(file))
                    .toList();
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            throw new AssertionError(goneMeanwhile);
        }
    }

    private static boolean contains(Path file, String word) {
        try {
            return file.getFileName().toString().contains(word)
                    || Files.readString(file, StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }
}
