package app.parley.moderation;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was found, and what reviewers said of it. */
@Component
class JdbcModerationEventStore {
    private static final String COLUMNS =
            """
             id, at, kind, category, rule, action, person_id, conversation_id, turn_id,
            sealed_excerpt, sealed_original, state, note
            """;

    private final Database database;

    JdbcModerationEventStore(Database database) {
        this.database = database;
    }

    void add(ModerationEvent event) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into moderation_event (id, at, kind, category, rule,
                                            action, person_id, conversation_id, turn_id,
                                            sealed_excerpt, sealed_original, state, note)
                                        values (:id, :at, :kind, :category, :rule, :action,
                                            :personId, :conversationId, :turnId, :sealedExcerpt,
                                            :sealedOriginal, :state, :note)
                                        """)
                                .param("id", event.id())
                                .param("at", event.at().toEpochMilli())
                                .param("kind", event.kind().code())
                                .param("category", event.category())
                                .param("rule", event.rule())
                                .param("action", event.action().code())
                                .param("personId", event.personId())
                                .param("conversationId", event.conversationId())
                                .param("turnId", event.turnId())
                                .param("sealedExcerpt", event.sealedExcerpt())
                                .param("sealedOriginal", event.sealedOriginal())
                                .param("state", event.state().code())
                                .param("note", event.note())
                                .update());
    }

    Optional<ModerationEvent> find(UUID id) {
        return database.read(
                sql ->
                        sql.sql("select" + COLUMNS + "from moderation_event where id = :id")
                                .param("id", id)
                                .query((row, n) -> read(row))
                                .optional());
    }

    /** The newest first. */
    List<ModerationEvent> list(
            ModerationEvent.@Nullable State state, @Nullable UUID before, int limit) {
        var where =
                (state == null ? "1 = 1" : "state = :state")
                        + (before == null ? "" : " and id < :before");
        return database.read(
                sql -> {
                    var query =
                            sql.sql(
                                            "select"
                                                    + COLUMNS
                                                    + "from moderation_event where "
                                                    + where
                                                    + " order by id desc limit :limit")
                                    .param("limit", limit);
                    if (state != null) {
                        query = query.param("state", state.code());
                    }
                    if (before != null) {
                        query = query.param("before", before);
                    }
                    return query.query((row, n) -> read(row)).list();
                });
    }

    /**
     * @return false if there is no such event
     */
    boolean review(UUID id, @Nullable String note, UUID reviewer, Instant at) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                update moderation_event set state = 'reviewed',
                                                    note = :note, reviewed_by = :reviewer,
                                                    reviewed_at = :at
                                                where id = :id
                                                """)
                                        .param("id", id)
                                        .param("note", note)
                                        .param("reviewer", reviewer)
                                        .param("at", at.toEpochMilli())
                                        .update())
                == 1;
    }

    /** What was found in somebody's questions and answers, the oldest first. */
    List<ModerationEvent> of(UUID person, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select"
                                                + COLUMNS
                                                + """
                                                from moderation_event
                                                where person_id = :person and id > :after
                                                order by id limit :limit
                                                """)
                                .param("person", person)
                                .param("after", after == null ? new UUID(0, 0) : after)
                                .param("limit", limit)
                                .query((row, n) -> read(row))
                                .list());
    }

    /** Deletes what is about somebody; of what they reviewed it stays that it was. */
    void forgetPerson(UUID person) {
        database.change(
                sql -> {
                    sql.sql("delete from moderation_event where person_id = :person")
                            .param("person", person)
                            .update();
                    sql.sql(
                                    """
                                    update moderation_event set reviewed_by = null
                                    where reviewed_by = :person""")
                            .param("person", person)
                            .update();
                });
    }

    int forgetBefore(Instant moment) {
        return database.write(
                sql ->
                        sql.sql("delete from moderation_event where at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }

    private static ModerationEvent read(ResultSet row) throws SQLException {
        return new ModerationEvent(
                UUID.fromString(row.getString("id")),
                Instant.ofEpochMilli(row.getLong("at")),
                ModerationEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("category"),
                row.getString("rule"),
                Finding.Action.of(row.getString("action")),
                UUID.fromString(row.getString("person_id")),
                UUID.fromString(row.getString("conversation_id")),
                UUID.fromString(row.getString("turn_id")),
                row.getString("sealed_excerpt"),
                row.getString("sealed_original"),
                ModerationEvent.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"));
    }
}
