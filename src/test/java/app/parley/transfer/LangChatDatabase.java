package app.parley.transfer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database as LangChat makes one. */
final class LangChatDatabase implements AutoCloseable {
    private final Path path;
    private final Connection connection;

    private LangChatDatabase(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    /** With passwords, as its second version has them. */
    static LangChatDatabase make(Path path) throws SQLException {
        var made = empty(path);
        made.execute(
                """
                create table users (
                    id integer not null primary key, username varchar(50) not null,
                    password_hash varchar, created_at datetime)""");
        made.history();
        return made;
    }

    /** Names alone, as its first version has them. */
    static LangChatDatabase makeFirstVersion(Path path) throws SQLException {
        var made = empty(path);
        made.execute(
                """
                create table users (
                    id integer not null primary key, username varchar(50) not null,
                    created_at datetime)""");
        made.history();
        return made;
    }

    static LangChatDatabase empty(Path path) throws SQLException {
        return new LangChatDatabase(path, DriverManager.getConnection("jdbc:sqlite:" + path));
    }

    private void history() throws SQLException {
        execute(
                """
                create table chat_history (
                    id integer not null primary key, user_id integer, session_id varchar,
                    role varchar, content text, timestamp datetime)""");
    }

    void execute(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    void user(int id, String name, String hash, String createdAt) throws SQLException {
        execute("insert into users values (?, ?, ?, ?)", id, name, hash, createdAt);
    }

    void say(Integer user, String session, String role, String content, String at)
            throws SQLException {
        execute(
                "insert into chat_history (user_id, session_id, role, content, timestamp) values (?, ?, ?, ?, ?)",
                user,
                session,
                role,
                content,
                at);
    }

    Path path() {
        return path;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
