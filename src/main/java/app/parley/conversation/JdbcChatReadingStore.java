package app.parley.conversation;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who opened whose chats, and why. */
@Component
class JdbcChatReadingStore {
    private static final String COLUMNS =
            " id, administrator_id, person_id, conversation_id, title, reason, at, expires_at ";

    private final Database database;

    JdbcChatReadingStore(Database database) {
        this.database = database;
    }

    /** Whose a chat is, and what it is called: for nobody but an administrator with a reason. */
    record Chat(UUID ownerId, String title) {}

    Optional<Chat> chat(UUID conversationId) {
        return database.read(
                sql ->
                        sql.sql("select owner_id, title from conversation where id = :id")
                                .param("id", conversationId)
                                .query(
                                        (row, n) ->
                                                new Chat(
                                                        UUID.fromString(row.getString("owner_id")),
                                                        row.getString("title")))
                                .optional());
    }

    void add(ChatReading reading) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into chat_reading (id, administrator_id, person_id,
                                            conversation_id, title, reason, at, expires_at)
                                        values (:id, :administratorId, :personId, :conversationId,
                                            :title, :reason, :at, :expiresAt)
                                        """)
                                .param("id", reading.id())
                                .param("administratorId", reading.administratorId())
                                .param("personId", reading.personId())
                                .param("conversationId", reading.conversationId())
                                .param("title", reading.title())
                                .param("reason", reading.reason())
                                .param("at", reading.at().toEpochMilli())
                                .param("expiresAt", reading.expiresAt().toEpochMilli())
                                .update());
    }

    /** The administrator's reading of this chat that is open now. */
    Optional<ChatReading> open(UUID administratorId, UUID conversationId, Instant now) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + """
                                                from chat_reading
                                                where administrator_id = :administratorId
                                                    and conversation_id = :conversationId
                                                    and expires_at > :now
                                                order by id desc limit 1
                                                """)
                                .param("administratorId", administratorId)
                                .param("conversationId", conversationId)
                                .param("now", now.toEpochMilli())
                                .query((row, n) -> read(row))
                                .optional());
    }

    /** Who read this person's chats, the last first. */
    List<ChatReading> of(UUID personId, @Nullable UUID before, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + """
                                                from chat_reading
                                                where person_id = :personId and id < :before
                                                order by id desc limit :limit
                                                """)
                                .param("personId", personId)
                                .param("before", before == null ? new UUID(-1, -1) : before)
                                .param("limit", limit)
                                .query((row, n) -> read(row))
                                .list());
    }

    private static ChatReading read(ResultSet row) throws SQLException {
        return new ChatReading(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("administrator_id")),
                UUID.fromString(row.getString("person_id")),
                UUID.fromString(row.getString("conversation_id")),
                row.getString("title"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("at")),
                Instant.ofEpochMilli(row.getLong("expires_at")));
    }
}
