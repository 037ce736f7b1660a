package app.parley.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.conversation.Conversation;
import app.parley.conversation.ConversationStore;
import app.parley.conversation.ConversationStores;
import app.parley.conversation.Message;
import app.parley.langchat.SessionIds;
import app.parley.platform.command.CommandRun;
import app.parley.platform.db.Database;
import app.parley.platform.db.DatabaseProperties;
import app.parley.platform.db.DatabaseUrl;
import app.parley.platform.db.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./parley import --langchat FILE.db} with real files, into either database. */
abstract class LangChatImportContract {
    private static final String BCRYPT =
            "06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"; // of abc
    private static final String SPRING = "2025-03-01 12:30:45.123456";

    @TempDir Path folder;
    private LangChatDatabase langChat;

    /** Empty for SQLite in the data directory. */
    protected abstract String databaseUrl();

    @BeforeEach
    void make() throws SQLException {
        langChat = LangChatDatabase.make(folder.resolve("LangChat History.db"));
    }

    @AfterEach
    void close() throws SQLException {
        langChat.close();
    }

    @Test
    void bringsPeopleAndWhatTheySaid() throws SQLException {
        langChat.user(1, "Ada", "$2b$" + BCRYPT, SPRING);
        langChat.user(2, "grace", "$2a$" + BCRYPT, null);
        langChat.user(3, "nameonly", null, SPRING);
        langChat.say(1, "s-1", "user", "Why? 🍂\nBecause?", "2025-03-01 12:31:00.000001");
        langChat.say(1, "s-1", "bot", "So. \uD83C\uDF43", "2025-03-01T12:31:05Z");
        langChat.say(1, "s-1", "user", "And then?", "2025-03-02 08:00:00");
        langChat.say(1, "s-1", "bot", "Then that.", "2025-03-02 08:00:01+02:00");
        langChat.say(2, "s-1", "user", "Another's with the same id", SPRING);
        langChat.say(2, "s-1", "bot", "Yes.", SPRING);

        var run = run();

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo(
                        """
                        People: 3 brought, 0 were there already.
                        Chats: 2 brought with 6 messages, 0 were there already.
                        Without a password: nameonly. Give them one with ./parley password NAME.
                        """);
        opened(
                database -> {
                    var ada = account(database, "ada");
                    assertThat(ada.get("username")).isEqualTo("Ada");
                    assertThat(ada.get("role")).isEqualTo("user");
                    assertThat(ada.get("password_hash")).isEqualTo("$2b$" + BCRYPT);
                    assertThat(ada.get("created_at"))
                            .isEqualTo(Instant.parse("2025-03-01T12:30:45.123Z").toEpochMilli());
                    assertThat(account(database, "grace").get("password_hash"))
                            .isEqualTo("$2a$" + BCRYPT);
                    assertThat(account(database, "nameonly").get("password_hash")).isNull();
                    // Whoever registers first is the administrator still.
                    assertThat(count(database, "founding where founded_at is null")).isOne();

                    var chat = chat(database, "ada", "s-1");
                    assertThat(chat.title()).isEqualTo("Why? 🍂 Because?");
                    assertThat(chat.createdAt()).isEqualTo("2025-03-01T12:31:00Z");
                    assertThat(chat.updatedAt()).isEqualTo("2025-03-02T06:00:01Z");
                    var said = branch(database, chat);
                    assertThat(said)
                            .extracting(message -> message.role() + " " + message.text())
                            .containsExactly(
                                    "USER Why? 🍂\nBecause?",
                                    "ASSISTANT So. 🍃",
                                    "USER And then?",
                                    "ASSISTANT Then that.");
                    assertThat(said.get(1).createdAt()).isEqualTo("2025-03-01T12:31:05Z");
                    assertThat(said)
                            .allMatch(message -> message.status() == Message.Status.FINISHED);
                    assertThat(branch(database, chat(database, "grace", "s-1"))).hasSize(2);
                });
    }

    @Test
    void aSecondRunAddsNothingAndALaterOneWhatIsNew() throws SQLException {
        langChat.user(1, "ada", "$2b$" + BCRYPT, SPRING);
        langChat.say(1, "s-1", "user", "Why?", SPRING);
        langChat.say(1, "s-1", "bot", "So.", SPRING);
        run();

        var second = run();
        langChat.user(2, "grace", null, SPRING);
        langChat.say(1, "s-2", "user", "New?", SPRING);
        var third = run();

        assertThat(second.status()).isZero();
        assertThat(second.out())
                .isEqualTo(
                        """
                        People: 0 brought, 1 were there already.
                        Chats: 0 brought with 0 messages, 1 were there already.
                        """);
        assertThat(third.out())
                .startsWith(
                        """
                        People: 1 brought, 1 were there already.
                        Chats: 1 brought with 1 messages, 1 were there already.
                        """);
        opened(
                database -> {
                    assertThat(count(database, "account")).isEqualTo(2);
                    assertThat(count(database, "conversation")).isEqualTo(2);
                    assertThat(count(database, "message")).isEqualTo(4);
                });
    }

    @Test
    void aNameThatIsTakenIsToldAndCanBeGivenOtherwise() throws SQLException {
        langChat.user(1, "ada", "$2b$" + BCRYPT, SPRING);
        run();
        langChat.execute("delete from users");
        // Another Ada, of another LangChat; and names that Parley does not take.
        langChat.user(1, "ADA", null, "2024-01-01 00:00:00");
        langChat.user(2, "a b", null, SPRING);
        langChat.user(3, "x", null, SPRING);
        langChat.user(4, "free", null, SPRING);
        langChat.say(1, "s-1", "user", "Mine?", SPRING);
        langChat.say(2, "s-2", "user", "Spaced?", SPRING);

        var run = run();
        var again = run("--as", "ADA=ada.two", "--as", "a b=ada", "--as", "x=xavier");

        assertThat(run.status()).isOne();
        assertThat(run.out())
                .contains("People: 1 brought, 0 were there already.")
                .contains(
                        "Not brought: \"ADA\". The name is taken here, or looks like one that is.")
                .contains("Not brought: \"a b\". A username has letters, digits, and _ . - only.")
                .contains("Not brought: \"x\". A username has 3 to 50 characters.")
                .contains("--as OLD=NEW");
        assertThat(again.status()).isZero();
        assertThat(again.out())
                .contains("People: 2 brought, 1 were there already.")
                .contains("a b's chats are ada's now.");
        opened(
                database -> {
                    assertThat(chat(database, "ada.two", "s-1").title()).isEqualTo("Mine?");
                    assertThat(chat(database, "ada", "s-2").title()).isEqualTo("Spaced?");
                    assertThat(account(database, "ada").get("password_hash"))
                            .isEqualTo("$2b$" + BCRYPT);
                });
    }

    @Test
    void oddRowsDoNoHarm() throws SQLException {
        langChat.user(1, "odd", "$2b$31$" + BCRYPT.substring(3), "yesterday");
        langChat.user(2, "md5", "5f4dcc3b5aa765d61d8327deb882cf99", SPRING);
        langChat.say(1, "greeted", "bot", "Hello!", null);
        langChat.say(1, "greeted", "assistant", "How can I help?", "9999-99-99");
        langChat.say(1, "greeted", "user", "One", SPRING);
        langChat.say(1, "greeted", "human", "Two\u0000", SPRING);
        langChat.say(1, "greeted", "system", "You are a bot.", SPRING);
        langChat.say(1, "greeted", "bot", "  ", SPRING);
        langChat.say(1, "greeted", null, null, SPRING);
        langChat.say(1, null, "user", "Of no session", SPRING);
        langChat.say(1, "silent", "user", "", SPRING);
        langChat.say(7, "orphan", "user", "Whose?", SPRING);
        langChat.say(null, "orphan", "user", "Whose?", SPRING);

        var run = run();

        assertThat(run.out())
                .isEqualTo(
                        """
                        People: 2 brought, 0 were there already.
                        Chats: 2 brought with 5 messages, 0 were there already.
                        Left out: 1 empty sessions, 4 rows without words or speaker, 2 rows of nobody.
                        Without a password: odd, md5. Give them one with ./parley password NAME.
                        """);
        opened(
                database -> {
                    var said = branch(database, chat(database, "odd", "greeted"));
                    assertThat(said)
                            .extracting(message -> message.status() + " " + message.text())
                            .containsExactly(
                                    "FINISHED Hello!\n\nHow can I help?",
                                    "FINISHED One",
                                    "INTERRUPTED ",
                                    "FINISHED Two\uFFFD",
                                    "INTERRUPTED ");
                    assertThat(chat(database, "odd", "").title()).isEqualTo("Of no session");
                });
    }

    @Test
    void bringsTheFirstVersionsNamesToo() throws SQLException {
        try (var first = LangChatDatabase.makeFirstVersion(folder.resolve("first.db"))) {
            first.execute("insert into users values (1, 'testuser', ?)", SPRING);
            first.say(1, "s", "user", "Hello", SPRING);

            var run =
                    CommandRun.of(
                            folder.resolve("data"),
                            databaseUrl(),
                            "import",
                            "--langchat",
                            first.path().toString());

            assertThat(run.out()).contains("People: 1 brought").contains("Chats: 1 brought");
        }
    }

    @Test
    void whoHasNoPasswordIsGivenOne() throws SQLException {
        langChat.user(1, "nameonly", null, SPRING);
        run();

        var weak = setPassword("password1234");
        var set = setPassword("quiet lantern over northern water");

        assertThat(weak.status()).isOne();
        assertThat(weak.err()).contains("easy to guess");
        assertThat(set.status()).isZero();
        assertThat(set.out())
                .isEqualTo("nameonly has a new password, and is signed out everywhere.\n");
        opened(
                database ->
                        assertThat(account(database, "nameonly").get("password_hash").toString())
                                .startsWith("$argon2id$"));
    }

    private CommandRun setPassword(String password) {
        return CommandRun.withInput(
                password + "\n", folder.resolve("data"), databaseUrl(), "password", "NameOnly");
    }

    @Test
    void bringsTenThousandMessages() throws SQLException {
        langChat.user(1, "talker", null, SPRING);
        langChat.connection().setAutoCommit(false);
        for (int i = 0; i < 10_000; i++) {
            // One session of half of them, and many short ones.
            var session = i < 5_000 ? "long" : "short-" + (i - 5_000) / 10;
            langChat.say(1, session, i % 2 == 0 ? "user" : "bot", "Message " + i, SPRING);
        }
        langChat.connection().commit();

        var run = run();

        assertThat(run.out()).contains("Chats: 501 brought with 10000 messages");
        opened(
                database -> {
                    var said = branch(database, chat(database, "talker", "long"));
                    assertThat(said).hasSize(5_000);
                    assertThat(said.getFirst().text()).isEqualTo("Message 0");
                    assertThat(said.getLast().text()).isEqualTo("Message 4999");
                });
    }

    @Test
    void aFileThatIsNoneIsASentence() throws Exception {
        var text = Files.writeString(folder.resolve("text.db"), "not a database, but long enough");
        try (var other = LangChatDatabase.empty(folder.resolve("other.db"))) {
            other.execute("create table users (id integer)");
        }
        langChat.connection().setAutoCommit(false);
        langChat.user(1, "ada", null, SPRING);
        for (int i = 0; i < 2_000; i++) {
            langChat.say(1, "s", "user", "Many pages " + i, SPRING);
        }
        langChat.connection().commit();
        var damaged = folder.resolve("damaged.db");
        var bytes = Files.readAllBytes(langChat.path());
        Arrays.fill(bytes, 4_096, bytes.length / 2, (byte) 0x5a);
        Files.write(damaged, bytes);

        assertRefused(text, "parley: %s is not a SQLite database.\n");
        assertRefused(folder.resolve("nowhere.db"), "parley: There is no file %s.\n");
        assertRefused(folder, "parley: There is no file %s.\n");
        assertRefused(
                folder.resolve("other.db"),
                "parley: %s is not LangChat's database: it has no users with a chat_history.\n");
        assertRefused(
                damaged,
                "parley: %s is damaged and cannot be read to its end; nothing more is brought.\n");
    }

    private void assertRefused(Path file, String sentence) {
        var run =
                CommandRun.of(
                        folder.resolve("data"),
                        databaseUrl(),
                        "import",
                        "--langchat",
                        file.toString());
        assertThat(run.status()).isOne();
        assertThat(run.err()).isEqualTo(sentence.formatted(file));
    }

    private CommandRun run(String... more) {
        var arguments =
                new ArrayList<>(List.of("import", "--langchat", langChat.path().toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(
                folder.resolve("data"), databaseUrl(), arguments.toArray(String[]::new));
    }

    private void opened(Consumer<Database> look) {
        var url = DatabaseUrl.parse(databaseUrl(), folder.resolve("data"));
        try (var database = Databases.open(url, new DatabaseProperties("", 2, 1))) {
            look.accept(database);
        }
    }

    private static Map<String, Object> account(Database database, String key) {
        return database.read(
                sql ->
                        sql.sql("select * from account where username_key = :key")
                                .param("key", key)
                                .query()
                                .singleRow());
    }

    private static int count(Database database, String what) {
        return database.read(
                sql -> sql.sql("select count(*) from " + what).query(Integer.class).single());
    }

    private static Conversation chat(Database database, String owner, String session) {
        var ownerId = UUID.fromString(account(database, owner).get("id").toString());
        return store(database)
                .find(ownerId, SessionIds.conversation(ownerId, session))
                .orElseThrow();
    }

    private static List<Message> branch(Database database, Conversation chat) {
        return store(database).branch(chat.ownerId(), chat.id(), chat.activeLeafId(), 100_000);
    }

    private static ConversationStore store(Database database) {
        return ConversationStores.on(database);
    }
}
