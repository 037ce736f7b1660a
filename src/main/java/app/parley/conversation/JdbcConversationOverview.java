package app.parley.conversation;

import app.parley.platform.db.Database;
import app.parley.platform.db.StoredJson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class JdbcConversationOverview implements ConversationOverview {
    private static final TypeReference<List<MessagePart>> PARTS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;

    JdbcConversationOverview(Database database, JsonMapper json) {
        this.database = database;
        this.json = StoredJson.lenient(json);
    }

    @Override
    public List<Opening> openings(UUID owner, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select c.id, c.updated_at, m.parts
                                        from conversation c
                                        join message m on m.id = (
                                            select r.id from message r
                                            where r.conversation_id = c.id and r.parent_id is null
                                            order by r.id limit 1)
                                        where c.owner_id = :owner
                                        order by c.updated_at desc, c.id desc limit :limit""")
                                .param("owner", owner)
                                .param("limit", limit)
                                .query(
                                        (row, n) ->
                                                new Opening(
                                                        UUID.fromString(row.getString("id")),
                                                        text(row.getString("parts")),
                                                        Instant.ofEpochMilli(
                                                                row.getLong("updated_at"))))
                                .list());
    }

    @Override
    public int messages(UUID owner, UUID conversationId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select count(*) from message
                                        where owner_id = :owner and conversation_id = :conversation""")
                                .param("owner", owner)
                                .param("conversation", conversationId)
                                .query(Integer.class)
                                .single());
    }

    @Override
    public int questionsSince(UUID owner, Instant moment) {
        // By way of the conversations that changed since: those are few, and there is an index.
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select count(*) from conversation c
                                        join message m on m.conversation_id = c.id
                                        where c.owner_id = :owner and c.updated_at >= :moment
                                            and m.role = 'user' and m.created_at >= :moment""")
                                .param("owner", owner)
                                .param("moment", moment.toEpochMilli())
                                .query(Integer.class)
                                .single());
    }

    private String text(String parts) {
        return json.readValue(parts, PARTS).stream()
                .filter(MessagePart.Text.class::isInstance)
                .map(MessagePart::text)
                .collect(Collectors.joining());
    }
}
