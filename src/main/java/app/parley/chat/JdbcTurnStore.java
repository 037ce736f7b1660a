package app.parley.chat;

import app.parley.platform.db.Database;
import app.parley.platform.db.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class JdbcTurnStore implements TurnStore {
    private static final String EVENT = "event";
    private static final int ROWS_PER_INSERT = 200;

    private final Database database;
    private final JsonMapper json;

    JdbcTurnStore(Database database, JsonMapper json) {
        this.database = database;
        this.json = StoredJson.lenient(json);
    }

    @Override
    public Optional<TurnRow> find(UUID owner, UUID turnId) {
        return database.read(
                sql ->
                        sql.sql("select * from turn where owner_id = :owner and id = :id")
                                .param("owner", owner)
                                .param("id", turnId)
                                .query((row, n) -> turn(row))
                                .optional());
    }

    @Override
    public Optional<KnownRequest> known(UUID owner, String key) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select body_hash, turn_id from idempotency where owner_id = :owner and key = :key")
                                .param("owner", owner)
                                .param("key", key)
                                .query(
                                        (row, n) ->
                                                new KnownRequest(
                                                        row.getString("body_hash"),
                                                        UUID.fromString(row.getString("turn_id"))))
                                .optional());
    }

    @Override
    public void record(UUID owner, TurnRow turn, Duration lease, String key, String bodyHash) {
        database.change(
                sql -> {
                    sql.sql(
                                    """
                                    insert into turn
                                        (id, conversation_id, owner_id, user_message_id, answer_id, model, options, state,
                                         runner_id, lease_until, stop_requested, text_offset, reasoning_offset, created_at)
                                    values
                                        (:id, :conversation, :owner, :question, :answer, :model, :options, 'running',
                                         :runner, %s + :lease, :stop, :textOffset, :reasoningOffset, :created)"""
                                            .formatted(now()))
                            .param("id", turn.id())
                            .param("conversation", turn.conversationId())
                            .param("owner", owner)
                            .param("question", turn.userMessageId())
                            .param("answer", turn.answerId())
                            .param("model", turn.model())
                            .param("options", json.writeValueAsString(turn.options()))
                            .param("runner", turn.runnerId())
                            .param("lease", lease.toMillis())
                            .param("stop", false)
                            .param("textOffset", turn.textOffset())
                            .param("reasoningOffset", turn.reasoningOffset())
                            .param("created", turn.createdAt().toEpochMilli())
                            .update();
                    sql.sql(
                                    """
                                    insert into idempotency (owner_id, key, body_hash, turn_id, created_at)
                                    values (:owner, :key, :hash, :turn, :created)""")
                            .param("owner", owner)
                            .param("key", key)
                            .param("hash", bodyHash)
                            .param("turn", turn.id())
                            .param("created", turn.createdAt().toEpochMilli())
                            .update();
                });
    }

    @Override
    public List<Owned> save(UUID runner, List<Said> said, @Nullable Duration lease) {
        return database.write(
                sql -> {
                    if (lease != null) {
                        sql.sql(
                                        """
                                        update turn set lease_until = %s + :lease
                                        where runner_id = :runner and state = 'running'"""
                                                .formatted(now()))
                                .param("lease", lease.toMillis())
                                .param("runner", runner)
                                .update();
                    }
                    var owned =
                            sql.sql(
                                            """
                                            select id, stop_requested from turn
                                            where runner_id = :runner and state = 'running'
                                            order by id\s"""
                                                    + database.dialect().forUpdate())
                                    .param("runner", runner)
                                    .query(
                                            (row, n) ->
                                                    new Owned(
                                                            UUID.fromString(row.getString("id")),
                                                            row.getBoolean("stop_requested")))
                                    .list();
                    insert(
                            sql,
                            said,
                            owned.stream().map(Owned::turnId).collect(Collectors.toSet()));
                    return owned;
                });
    }

    private void insert(JdbcClient sql, List<Said> said, Set<UUID> owned) {
        var values = new ArrayList<Object>();
        for (var turn : said) {
            if (owned.contains(turn.turnId())) {
                for (var entry : turn.entries()) {
                    values.add(turn.turnId());
                    values.add(entry.place());
                    switch (entry) {
                        case TurnLog.Entry.Text text -> {
                            values.add(text.kind().name());
                            values.add(text.text());
                        }
                        case TurnLog.Entry.Event event -> {
                            values.add(EVENT);
                            values.add(
                                    json.writerFor(ChatEvent.class)
                                            .writeValueAsString(event.event()));
                        }
                    }
                }
            }
        }
        int columns = 4;
        for (int from = 0; from < values.size(); from += ROWS_PER_INSERT * columns) {
            var chunk =
                    values.subList(from, Math.min(values.size(), from + ROWS_PER_INSERT * columns));
            sql.sql(
                            "insert into turn_delta (turn_id, position, kind, data) values (?, ?, ?, ?)"
                                    + ", (?, ?, ?, ?)".repeat(chunk.size() / columns - 1)
                                    + " on conflict (turn_id, position) do nothing")
                    .params(chunk)
                    .update();
        }
    }

    @Override
    public List<TurnLog.Entry> said(UUID owner, UUID turnId, int fromPlace) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.position, d.kind, d.data
                                        from turn t join turn_delta d on d.turn_id = t.id
                                        where t.owner_id = :owner and t.id = :turn and d.position >= :from
                                        order by d.position""")
                                .param("owner", owner)
                                .param("turn", turnId)
                                .param("from", fromPlace)
                                .query((row, n) -> entry(row))
                                .list());
    }

    private TurnLog.Entry entry(ResultSet row) throws SQLException {
        int place = row.getInt("position");
        var kind = row.getString("kind");
        var data = row.getString("data");
        return kind.equals(EVENT)
                ? new TurnLog.Entry.Event(place, json.readValue(data, ChatEvent.class))
                : new TurnLog.Entry.Text(place, TurnLog.Kind.valueOf(kind), data);
    }

    @Override
    public Map<UUID, Set<UUID>> attachments(UUID owner, Collection<UUID> questionIds) {
        Map<UUID, Set<UUID>> attached = new HashMap<>();
        if (!questionIds.isEmpty()) {
            database.read(
                    sql -> {
                        sql.sql(
                                        """
                                        select user_message_id, options from turn
                                        where owner_id = :owner and user_message_id in (:questions)""")
                                .param("owner", owner)
                                .param("questions", questionIds)
                                .query(
                                        row -> {
                                            var documents = options(row).attachments();
                                            if (!documents.isEmpty()) {
                                                attached.put(
                                                        UUID.fromString(
                                                                row.getString("user_message_id")),
                                                        documents);
                                            }
                                        });
                        return attached;
                    });
        }
        return attached;
    }

    @Override
    public Set<UUID> attachedOnlyIn(UUID owner, UUID conversationId) {
        return database.read(
                sql -> {
                    Set<UUID> attached = new HashSet<>();
                    sql.sql(
                                    """
                                    select options from turn
                                    where owner_id = :owner and conversation_id = :conversation""")
                            .param("owner", owner)
                            .param("conversation", conversationId)
                            .query(
                                    row -> {
                                        attached.addAll(options(row).attachments());
                                    });
                    attached.removeIf(
                            document -> isElsewhere(sql, owner, conversationId, document));
                    return attached;
                });
    }

    private static boolean isElsewhere(
            JdbcClient sql, UUID owner, UUID conversationId, UUID document) {
        return !sql.sql(
                        """
                        select t.id from conversation c join turn t on t.conversation_id = c.id
                        where c.owner_id = :owner and c.id <> :conversation and t.options like :document
                        limit 1""")
                .param("owner", owner)
                .param("conversation", conversationId)
                .param("document", "%" + document + "%")
                .query(String.class)
                .list()
                .isEmpty();
    }

    @Override
    public boolean requestStop(UUID owner, UUID turnId) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update turn set stop_requested = :stop
                                                where owner_id = :owner and id = :id and state = 'running'""")
                                        .param("stop", true)
                                        .param("owner", owner)
                                        .param("id", turnId)
                                        .update()
                                > 0);
    }

    @Override
    public boolean end(
            UUID owner,
            UUID turnId,
            UUID runner,
            TurnRow.State state,
            TurnLayout layout,
            Instant now) {
        return database.write(
                sql -> {
                    int ended =
                            sql.sql(
                                            """
                                            update turn set state = :state, layout = :layout, ended_at = :now
                                            where owner_id = :owner and id = :id
                                              and runner_id = :runner and state = 'running'""")
                                    .param("state", state.code())
                                    .param("layout", json.writeValueAsString(layout))
                                    .param("now", now.toEpochMilli())
                                    .param("owner", owner)
                                    .param("id", turnId)
                                    .param("runner", runner)
                                    .update();
                    if (ended == 0) {
                        return false;
                    }
                    sql.sql("delete from turn_delta where turn_id = :id")
                            .param("id", turnId)
                            .update();
                    return true;
                });
    }

    @Override
    public List<TurnRow> takeOverExpired(UUID runner, Duration lease) {
        return takeOver(runner, lease, "and lease_until < " + now());
    }

    @Override
    public List<TurnRow> takeOverAll(UUID runner, Duration lease) {
        return takeOver(runner, lease, "");
    }

    private List<TurnRow> takeOver(UUID runner, Duration lease, String condition) {
        return database.write(
                sql ->
                        sql.sql(
                                        """
                                        update turn set runner_id = :runner, lease_until = %s + :lease
                                        where state = 'running' and runner_id <> :runner %s
                                        returning *"""
                                                .formatted(now(), condition))
                                .param("runner", runner)
                                .param("lease", lease.toMillis())
                                .query((row, n) -> turn(row))
                                .list());
    }

    @Override
    public List<TurnRow> running(UUID runner, Set<UUID> turnIds) {
        if (turnIds.isEmpty()) {
            return List.of();
        }
        return database.read(
                sql ->
                        sql.sql(
                                        "select * from turn where runner_id = :runner and state = 'running' and id in (:ids)")
                                .param("runner", runner)
                                .param("ids", turnIds)
                                .query((row, n) -> turn(row))
                                .list());
    }

    @Override
    public int forgetRequests(Instant before) {
        return database.write(
                sql ->
                        sql.sql("delete from idempotency where created_at < :before")
                                .param("before", before.toEpochMilli())
                                .update());
    }

    @Override
    public void forgetRequestsOf(UUID owner) {
        database.change(
                sql ->
                        sql.sql("delete from idempotency where owner_id = :owner")
                                .param("owner", owner)
                                .update());
    }

    /** Leases are compared by the database's clock: those of the processes may differ. */
    private String now() {
        return database.dialect().nowMillis();
    }

    private TurnRow turn(ResultSet row) throws SQLException {
        var layout = row.getString("layout");
        return new TurnRow(
                UUID.fromString(row.getString("id")),
                UUID.fromString(row.getString("conversation_id")),
                UUID.fromString(row.getString("owner_id")),
                UUID.fromString(row.getString("user_message_id")),
                UUID.fromString(row.getString("answer_id")),
                row.getString("model"),
                options(row),
                TurnRow.State.of(row.getString("state")),
                UUID.fromString(row.getString("runner_id")),
                row.getInt("text_offset"),
                row.getInt("reasoning_offset"),
                layout == null ? null : json.readValue(layout, TurnLayout.class),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }

    private TurnRow.Options options(ResultSet row) throws SQLException {
        return json.readValue(row.getString("options"), TurnRow.Options.class);
    }
}
