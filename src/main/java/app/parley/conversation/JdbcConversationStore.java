package app.parley.conversation;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import app.parley.platform.db.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Conversations and messages as rows; a message is one row, written twice in its life. */
@Component
@Offline
class JdbcConversationStore implements ConversationStore {
    private static final TypeReference<List<MessagePart>> PARTS = new TypeReference<>() {};
    private static final TypeReference<List<Citation>> CITATIONS = new TypeReference<>() {};

    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    private final Database database;
    private final JsonMapper json;

    JdbcConversationStore(Database database, JsonMapper json) {
        this.database = database;
        this.json = StoredJson.lenient(json);
    }

    @Override
    public void create(UUID owner, Conversation conversation) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into conversation
                                            (id, owner_id, title, model, active_leaf_id, running_turn_id,
                                             collections, created_at, updated_at)
                                        values (:id, :owner, :title, :model, :leaf, :turn, :collections, :created, :updated)""")
                                .param("id", conversation.id())
                                .param("owner", owner)
                                .param("title", conversation.title())
                                .param("model", conversation.model())
                                .param("leaf", conversation.activeLeafId())
                                .param("turn", conversation.runningTurnId())
                                .param(
                                        "collections",
                                        json.writeValueAsString(conversation.collections()))
                                .param("created", conversation.createdAt().toEpochMilli())
                                .param("updated", conversation.updatedAt().toEpochMilli())
                                .update());
    }

    @Override
    public Optional<Conversation> find(UUID owner, UUID id) {
        return select(owner, id, "");
    }

    @Override
    public Optional<Conversation> lock(UUID owner, UUID id) {
        return select(owner, id, database.dialect().forUpdate());
    }

    private Optional<Conversation> select(UUID owner, UUID id, String lock) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select * from conversation where owner_id = :owner and id = :id "
                                                + lock)
                                .param("owner", owner)
                                .param("id", id)
                                .query((row, n) -> conversation(row))
                                .optional());
    }

    @Override
    public List<Conversation> list(UUID owner, @Nullable ListCursor after, int limit) {
        return database.read(
                sql -> {
                    var page =
                            after == null
                                    ? sql.sql(
                                            """
                                            select * from conversation where owner_id = :owner
                                            order by updated_at desc, id desc limit :limit""")
                                    : sql.sql(
                                                    """
                                                    select * from conversation
                                                    where owner_id = :owner and (updated_at, id) < (:updated, :id)
                                                    order by updated_at desc, id desc limit :limit""")
                                            .param("updated", after.updatedAt().toEpochMilli())
                                            .param("id", after.id());
                    return page.param("owner", owner)
                            .param("limit", limit)
                            .query((row, n) -> conversation(row))
                            .list();
                });
    }

    @Override
    public void update(UUID owner, Conversation conversation) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update conversation
                                        set title = :title, model = :model, active_leaf_id = :leaf,
                                            running_turn_id = :turn, collections = :collections,
                                            updated_at = :updated
                                        where owner_id = :owner and id = :id""")
                                .param("title", conversation.title())
                                .param("model", conversation.model())
                                .param("leaf", conversation.activeLeafId())
                                .param("turn", conversation.runningTurnId())
                                .param(
                                        "collections",
                                        json.writeValueAsString(conversation.collections()))
                                .param("updated", conversation.updatedAt().toEpochMilli())
                                .param("owner", owner)
                                .param("id", conversation.id())
                                .update());
    }

    @Override
    public boolean titleIfUntitled(UUID owner, UUID id, String title, Instant now) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update conversation set title = :title, updated_at = :now
                                                where owner_id = :owner and id = :id and title = ''""")
                                        .param("title", title)
                                        .param("now", now.toEpochMilli())
                                        .param("owner", owner)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    @Override
    public void turnEnded(UUID owner, UUID id, UUID turnId, Instant now) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update conversation set running_turn_id = null, updated_at = :now
                                        where owner_id = :owner and id = :id and running_turn_id = :turn""")
                                .param("now", now.toEpochMilli())
                                .param("owner", owner)
                                .param("id", id)
                                .param("turn", turnId)
                                .update());
    }

    @Override
    public boolean delete(UUID owner, UUID id) {
        return database.write(
                sql ->
                        sql.sql("delete from conversation where owner_id = :owner and id = :id")
                                        .param("owner", owner)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    @Override
    public Optional<Message> message(UUID owner, UUID messageId) {
        return database.read(
                sql ->
                        sql.sql("select * from message where owner_id = :owner and id = :id")
                                .param("owner", owner)
                                .param("id", messageId)
                                .query((row, n) -> message(row))
                                .optional());
    }

    @Override
    public void add(UUID owner, Message message) {
        database.change(
                sql ->
                        content(
                                        sql.sql(
                                                """
                                                insert into message
                                                    (id, conversation_id, owner_id, parent_id, role, status, cut_short, model, turn_id,
                                                     parts, citations, error_code, error_message,
                                                     input_tokens, output_tokens, usage_estimated, created_at)
                                                values
                                                    (:id, :conversation, :owner, :parent, :role, :status, :cutShort, :model, :turn,
                                                     :parts, :citations, :errorCode, :errorMessage,
                                                     :inputTokens, :outputTokens, :estimated, :created)"""),
                                        message)
                                .param("id", message.id())
                                .param("conversation", message.conversationId())
                                .param("owner", owner)
                                .param("parent", message.parentId())
                                .param("role", message.role().code())
                                .param("created", message.createdAt().toEpochMilli())
                                .update());
    }

    @Override
    public void replace(UUID owner, Message message) {
        database.change(
                sql ->
                        content(
                                        sql.sql(
                                                """
                                                update message
                                                set status = :status, cut_short = :cutShort, model = :model,
                                                    turn_id = :turn, parts = :parts, citations = :citations, error_code = :errorCode,
                                                    error_message = :errorMessage, input_tokens = :inputTokens,
                                                    output_tokens = :outputTokens, usage_estimated = :estimated
                                                where owner_id = :owner and id = :id"""),
                                        message)
                                .param("owner", owner)
                                .param("id", message.id())
                                .update());
    }

    private StatementSpec content(StatementSpec statement, Message message) {
        var error = message.error();
        var usage = message.usage();
        return statement
                .param("status", message.status().code())
                .param("cutShort", message.cutShort())
                .param("model", message.model())
                .param("turn", message.turnId())
                .param("parts", json.writerFor(PARTS).writeValueAsString(message.parts()))
                .param("citations", json.writeValueAsString(message.citations()))
                .param("errorCode", error == null ? null : error.code())
                .param("errorMessage", error == null ? null : error.message())
                .param("inputTokens", usage == null ? null : usage.inputTokens())
                .param("outputTokens", usage == null ? null : usage.outputTokens())
                .param("estimated", usage == null ? null : usage.estimated());
    }

    @Override
    public List<Message> branch(UUID owner, UUID conversationId, UUID last, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                                with recursive branch (id, parent_id, depth) as (
                                                    select id, parent_id, 1 from message
                                                    where owner_id = :owner and conversation_id = :conversation and id = :last
                                                    union all
                                                    select m.id, m.parent_id, b.depth + 1
                                                    from branch b join message m on m.id = b.parent_id
                                                    where b.depth < :limit
                                                )
                                                select m.* from branch b join message m on m.id = b.id
                                                order by b.depth desc""")
                                .param("owner", owner)
                                .param("conversation", conversationId)
                                .param("last", last)
                                .param("limit", limit)
                                .query((row, n) -> message(row))
                                .list());
    }

    @Override
    public List<Siblings> siblings(UUID owner, UUID conversationId, List<Message> messages) {
        if (messages.isEmpty()) {
            return List.of();
        }
        var parents = messages.stream().map(Message::parentId).filter(Objects::nonNull).toList();
        var children = new HashMap<@Nullable UUID, List<UUID>>();
        if (!parents.isEmpty()) {
            collect(
                    children,
                    """
                    select id, parent_id from message
                    where owner_id = :owner and conversation_id = :conversation and parent_id in (:parents)
                    order by id""",
                    Map.of("owner", owner, "conversation", conversationId, "parents", parents));
        }
        if (messages.stream().anyMatch(message -> message.parentId() == null)) {
            collect(
                    children,
                    """
                    select id, parent_id from message
                    where owner_id = :owner and conversation_id = :conversation and parent_id is null
                    order by id""",
                    Map.of("owner", owner, "conversation", conversationId));
        }
        return messages.stream()
                .map(
                        message ->
                                new Siblings(
                                        message.id(),
                                        children.getOrDefault(
                                                message.parentId(), List.of(message.id()))))
                .toList();
    }

    private void collect(
            Map<@Nullable UUID, List<UUID>> children, String query, Map<String, ?> parameters) {
        database.read(
                        sql ->
                                sql.sql(query)
                                        .params(parameters)
                                        .query(
                                                (row, n) ->
                                                        new Child(
                                                                id(row, "parent_id"),
                                                                requiredId(row, "id")))
                                        .list())
                .forEach(
                        child ->
                                children.computeIfAbsent(child.parent(), none -> new ArrayList<>())
                                        .add(child.id()));
    }

    private record Child(@Nullable UUID parent, UUID id) {}

    @Override
    public UUID newestLeafBelow(UUID owner, UUID conversationId, UUID messageId) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        with recursive down (id, depth) as (
                                            select id, 1 from message
                                            where owner_id = :owner and conversation_id = :conversation and id = :id
                                            union all
                                            select (select c.id from message c where c.parent_id = d.id
                                                    order by c.id desc limit 1), d.depth + 1
                                            from down d where d.id is not null
                                        )
                                        select id from down where id is not null order by depth desc limit 1""")
                                .param("owner", owner)
                                .param("conversation", conversationId)
                                .param("id", messageId)
                                .query((row, n) -> requiredId(row, "id"))
                                .single());
    }

    Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                requiredId(row, "id"),
                requiredId(row, "owner_id"),
                row.getString("title"),
                row.getString("model"),
                id(row, "active_leaf_id"),
                id(row, "running_turn_id"),
                json.readValue(row.getString("collections"), IDS),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    Message message(ResultSet row) throws SQLException {
        var errorCode = row.getString("error_code");
        var inputTokens = row.getObject("input_tokens");
        return new Message(
                requiredId(row, "id"),
                requiredId(row, "conversation_id"),
                id(row, "parent_id"),
                Message.Role.of(row.getString("role")),
                Message.Status.of(row.getString("status")),
                row.getBoolean("cut_short"),
                row.getString("model"),
                id(row, "turn_id"),
                json.readValue(row.getString("parts"), PARTS),
                json.readValue(row.getString("citations"), CITATIONS),
                errorCode == null
                        ? null
                        : new Message.Failure(errorCode, row.getString("error_message")),
                inputTokens == null
                        ? null
                        : new Message.Usage(
                                row.getInt("input_tokens"),
                                row.getInt("output_tokens"),
                                row.getBoolean("usage_estimated")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private static UUID requiredId(ResultSet row, String column) throws SQLException {
        return UUID.fromString(row.getString(column));
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? null : UUID.fromString(text);
    }
}
