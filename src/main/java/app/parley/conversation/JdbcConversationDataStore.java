package app.parley.conversation;

import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All chats of one person, to be taken along or deleted. */
@Component
class JdbcConversationDataStore {
    private static final UUID BEGINNING = new UUID(0, 0);

    private final Database database;
    private final JdbcConversationStore rows;

    JdbcConversationDataStore(Database database, JdbcConversationStore rows) {
        this.database = database;
        this.rows = rows;
    }

    record Deleted(long chats, long messages) {}

    /** An administrator's look into a chat. */
    record TakenReading(UUID conversationId, String title, String reason, Instant at) {}

    /** In the order in which they were begun. */
    List<Conversation> conversations(UUID owner, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select * from conversation where owner_id = :owner and id > :after
                                        order by id limit :limit""")
                                .param("owner", owner)
                                .param("after", after == null ? BEGINNING : after)
                                .param("limit", limit)
                                .query((row, _) -> rows.conversation(row))
                                .list());
    }

    /** Of all branches, in the order in which they were written. */
    List<Message> messages(UUID owner, UUID conversation, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select * from message
                                        where owner_id = :owner and conversation_id = :conversation
                                            and id > :after
                                        order by id limit :limit""")
                                .param("owner", owner)
                                .param("conversation", conversation)
                                .param("after", after == null ? BEGINNING : after)
                                .param("limit", limit)
                                .query((row, _) -> rows.message(row))
                                .list());
    }

    List<TakenReading> readings(UUID person) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select conversation_id, title, reason, at from chat_reading
                                        where person_id = :person order by id""")
                                .param("person", person)
                                .query(
                                        (row, _) ->
                                                new TakenReading(
                                                        Columns.uuid(row, "conversation_id"),
                                                        row.getString("title"),
                                                        row.getString("reason"),
                                                        Columns.instant(row, "at")))
                                .list());
    }

    Deleted erase(UUID person) {
        return database.write(
                sql -> {
                    long messages =
                            sql.sql(
                                            """
                                            select count(*) from conversation c
                                            join message m on m.conversation_id = c.id
                                            where c.owner_id = :person""")
                                    .param("person", person)
                                    .query(Long.class)
                                    .single();
                    long chats =
                            sql.sql("delete from conversation where owner_id = :person")
                                    .param("person", person)
                                    .update();
                    sql.sql("delete from chat_reading where person_id = :person")
                            .param("person", person)
                            .update();
                    return new Deleted(chats, messages);
                });
    }
}
