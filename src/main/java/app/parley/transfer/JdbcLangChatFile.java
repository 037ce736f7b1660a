package app.parley.transfer;

import app.parley.platform.command.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** LangChat's database, opened to be read and nothing else. */
class JdbcLangChatFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> USER_COLUMNS = Set.of("id", "username");
    private static final Set<String> HISTORY_COLUMNS =
            Set.of("id", "user_id", "session_id", "role", "content");

    private final Path path;
    private final JdbcClient sql;

    private JdbcLangChatFile(Path path, JdbcClient sql) {
        this.path = path;
        this.sql = sql;
    }

    /**
     * @throws CommandFailure if it is not a database, not LangChat's, or damaged
     */
    static JdbcLangChatFile open(Path path) {
        if (!isSqlite(path)) {
            throw CommandFailure.because(path + " is not a SQLite database.");
        }
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + path.toAbsolutePath());
        var file = new JdbcLangChatFile(path, JdbcClient.create(source));
        file.check();
        return file;
    }

    List<LangChatUser> users() {
        return reading(
                () -> {
                    var columns = columns("users");
                    return sql.sql(
                                    "select id, username, %s as password_hash, %s as created_at from users order by id"
                                            .formatted(
                                                    orNull(columns, "password_hash"),
                                                    orNull(columns, "created_at")))
                            .query(
                                    (row, number) -> {
                                        var name = row.getString("username");
                                        return new LangChatUser(
                                                row.getLong("id"),
                                                name == null ? "" : name,
                                                row.getString("password_hash"),
                                                LangChatTime.parse(row.getString("created_at")));
                                    })
                            .list();
                });
    }

    /**
     * Hands over the person's sessions one by one, each in the order in which it was written down,
     * by its name; rows that name none are those of the empty one.
     */
    void sessions(LangChatUser user, BiConsumer<String, List<LangChatRow>> taker) {
        var session = new Collected(taker);
        reading(
                () -> {
                    // One pass: there may be no index to find a session by.
                    sql.sql(
                                    """
                                    select coalesce(session_id, '') as session, role, content, %s as said_at
                                    from chat_history where user_id = :user order by 1, id"""
                                            .formatted(
                                                    orNull(columns("chat_history"), "timestamp")))
                            .param("user", user.id())
                            .query(session);
                    return true;
                });
        session.handOver();
    }

    /** The rows of one session, until another begins. */
    private static final class Collected implements RowCallbackHandler {
        private final BiConsumer<String, List<LangChatRow>> taker;
        private String name = "";
        private List<LangChatRow> rows = new ArrayList<>();

        Collected(BiConsumer<String, List<LangChatRow>> taker) {
            this.taker = taker;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            var session = row.getString("session");
            if (!session.equals(name)) {
                handOver();
                name = session;
            }
            rows.add(
                    new LangChatRow(
                            row.getString("role"),
                            row.getString("content"),
                            LangChatTime.parse(row.getString("said_at"))));
        }

        void handOver() {
            if (rows.isEmpty()) {
                return;
            }
            try {
                taker.accept(name, rows);
            } catch (DataAccessException notTheFiles) {
                throw CommandFailure.because(
                        "Parley's own database failed. What was brought stays; run the import again to go on.");
            }
            rows = new ArrayList<>();
        }
    }

    /** Rows that belong to nobody who is there. */
    int strayRows() {
        return reading(
                () ->
                        sql.sql(
                                        """
                                        select count(*) from chat_history h
                                        where not exists (select 1 from users u where u.id = h.user_id)""")
                                .query(Integer.class)
                                .single());
    }

    private void check() {
        var state = reading(() -> sql.sql("pragma quick_check(1)").query(String.class).single());
        if (!state.equals("ok")) {
            throw damaged();
        }
        if (!reading(() -> columns("users")).containsAll(USER_COLUMNS)
                || !reading(() -> columns("chat_history")).containsAll(HISTORY_COLUMNS)) {
            throw CommandFailure.because(
                    path + " is not LangChat's database: it has no users with a chat_history.");
        }
    }

    private Set<String> columns(String table) {
        return new HashSet<>(
                sql.sql("select name from pragma_table_info(:table)")
                        .param("table", table)
                        .query(String.class)
                        .list());
    }

    private static String orNull(Set<String> columns, String column) {
        return columns.contains(column) ? column : "null";
    }

    private <T> T reading(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException unreadable) {
            throw damaged();
        }
    }

    private CommandFailure damaged() {
        return CommandFailure.because(
                path + " is damaged and cannot be read to its end; nothing more is brought.");
    }

    private static boolean isSqlite(Path path) {
        if (!Files.isRegularFile(path)) {
            throw CommandFailure.because("There is no file " + path + ".");
        }
        try (var bytes = Files.newInputStream(path)) {
            return Arrays.equals(bytes.readNBytes(MAGIC.length), MAGIC);
        } catch (IOException unreadable) {
            throw CommandFailure.because("The file " + path + " cannot be read.");
        }
    }
}
