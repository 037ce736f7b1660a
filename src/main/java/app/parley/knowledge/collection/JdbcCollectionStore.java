package app.parley.knowledge.collection;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;

import app.parley.knowledge.Audience;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Collections and who may do what with them; what a reader may not read looks as if it were not.
 */
public class JdbcCollectionStore {
    private static final String ITEM =
            """
            select c.*,
                   (select count(*) from document d where d.collection_id = c.id) as documents,
                   (select coalesce(sum(d.passage_count), 0) from document d where d.collection_id = c.id) as passages,
                   (select count(*) from document d where d.collection_id = c.id
                        and d.state not in ('ready', 'failed')) as pending,
                   (select count(*) from document d where d.collection_id = c.id and d.state = 'failed') as failed,
                   case when c.next_model is null then 0
                        else (select count(*) from next_vector n where n.collection_id = c.id) end as reembedded,
                   case when c.next_model is null then 0
                        else (select count(*) from passage p where p.collection_id = c.id) end as to_reembed
            from\s"""
                    + READABLE
                    + " c ";

    private final Database database;
    private final Clock clock;

    public JdbcCollectionStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void create(UUID owner, UUID id, CollectionSettings settings, String embeddingModel) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into collection
                                            (id, owner_id, name, description, everyone, passage_tokens,
                                             overlap_tokens, embedding_model, revision, created_at, updated_at)
                                        values (:id, :owner, :name, :description, :everyone, :passage,
                                                :overlap, :model, '', :now, :now)""")
                                .param("id", id)
                                .param("owner", owner)
                                .param("name", settings.name())
                                .param("description", settings.description())
                                .param("everyone", settings.everyone().code())
                                .param("passage", settings.passageTokens())
                                .param("overlap", settings.overlapTokens())
                                .param("model", embeddingModel)
                                .param("now", clock.millis())
                                .update());
    }

    Optional<KnowledgeCollection> find(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql(ITEM + "where c.id = :id")
                                .param("reader", reader)
                                .param("id", id)
                                .query((row, _) -> collection(row))
                                .optional());
    }

    /** What the reader may do with the collection: {@link #find} without what is in it. */
    public Optional<CollectionAccess> access(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql("select access from " + READABLE + " c where c.id = :id")
                                .param("reader", reader)
                                .param("id", id)
                                .query((row, _) -> CollectionAccess.of(row.getString("access")))
                                .optional());
    }

    /**
     * The newest first.
     *
     * @param after the last of the page before; null for the first page
     */
    List<KnowledgeCollection> list(UUID reader, @Nullable UUID after, int limit) {
        return database.read(
                sql -> {
                    var page =
                            after == null
                                    ? sql.sql(
                                            ITEM
                                                    + "where c.purpose = 'library' order by c.id desc limit :limit")
                                    : sql.sql(
                                                    ITEM
                                                            + "where c.purpose = 'library' and c.id < :after order by c.id desc limit :limit")
                                            .param("after", after);
                    return page.param("reader", reader)
                            .param("limit", limit)
                            .query((row, _) -> collection(row))
                            .list();
                });
    }

    /** The collection of this person's attachments, which is made when it is first asked for. */
    public UUID attachments(UUID owner, UUID idIfNew, String embeddingModel) {
        return database.write(
                sql -> {
                    sql.sql(
                                    """
                                    insert into collection
                                        (id, owner_id, name, purpose, embedding_model, revision, created_at, updated_at)
                                    values (:id, :owner, 'Attachments', 'attachments', :model, '', :now, :now)
                                    on conflict do nothing""")
                            .param("id", idIfNew)
                            .param("owner", owner)
                            .param("model", embeddingModel)
                            .param("now", clock.millis())
                            .update();
                    return sql.sql(
                                    """
                                    select id from collection
                                    where owner_id = :owner and purpose = 'attachments'""")
                            .param("owner", owner)
                            .query((row, _) -> Columns.uuid(row, "id"))
                            .single();
                });
    }

    /** How many collections somebody owns. */
    int owned(UUID owner) {
        return database.read(
                sql ->
                        sql.sql("select count(*) from collection where owner_id = :owner")
                                .param("owner", owner)
                                .query(Integer.class)
                                .single());
    }

    /**
     * @return false if there is none, or it is not the owner's
     */
    boolean update(UUID owner, UUID id, CollectionSettings settings) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update collection
                                                set name = :name, description = :description, everyone = :everyone,
                                                    passage_tokens = :passage, overlap_tokens = :overlap,
                                                    updated_at = :now
                                                where owner_id = :owner and id = :id""")
                                        .param("name", settings.name())
                                        .param("description", settings.description())
                                        .param("everyone", settings.everyone().code())
                                        .param("passage", settings.passageTokens())
                                        .param("overlap", settings.overlapTokens())
                                        .param("now", clock.millis())
                                        .param("owner", owner)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    /** For administrators, whose right to it is asked elsewhere. */
    boolean setDefaultForEveryone(UUID reader, UUID id, boolean chosen) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                update collection set default_for_everyone = :chosen, updated_at = :now
                                                where id = :id and id in (select id from\s"""
                                                        + READABLE
                                                        + " readable)")
                                        .param("chosen", chosen)
                                        .param("now", clock.millis())
                                        .param("reader", reader)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    boolean delete(UUID owner, UUID id) {
        return database.write(
                sql ->
                        sql.sql("delete from collection where owner_id = :owner and id = :id")
                                        .param("owner", owner)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    /** Whom the owner has named, and what they may do. */
    Map<UUID, Share> grants(UUID owner, UUID id) {
        return database.read(
                sql -> {
                    Map<UUID, Share> grants = new LinkedHashMap<>();
                    sql.sql(
                                    """
                                    select g.user_id, g.access
                                    from collection_grant g join collection c on c.id = g.collection_id
                                    where c.owner_id = :owner and c.id = :id order by g.created_at, g.user_id""")
                            .param("owner", owner)
                            .param("id", id)
                            .query(
                                    row -> {
                                        grants.put(
                                                Columns.uuid(row, "user_id"),
                                                Share.of(row.getString("access")));
                                    });
                    return grants;
                });
    }

    /** Names somebody, or changes what the person may do; nothing where it is not the owner's. */
    public void grant(UUID owner, UUID id, UUID person, Share access) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into collection_grant (collection_id, user_id, access, created_at)
                                        select id, :person, :access, :now from collection
                                        where owner_id = :owner and id = :id
                                        on conflict (collection_id, user_id) do update set access = excluded.access""")
                                .param("person", person)
                                .param("access", access.code())
                                .param("now", clock.millis())
                                .param("owner", owner)
                                .param("id", id)
                                .update());
    }

    boolean revoke(UUID owner, UUID id, UUID person) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                delete from collection_grant
                                                where user_id = :person and collection_id in
                                                    (select id from collection where owner_id = :owner and id = :id)""")
                                        .param("person", person)
                                        .param("owner", owner)
                                        .param("id", id)
                                        .update()
                                > 0);
    }

    /** Those of the collections that the reader may search. */
    public Set<UUID> readable(UUID reader, Set<UUID> collections) {
        if (collections.isEmpty()) {
            return Set.of();
        }
        return database.read(
                sql ->
                        new HashSet<>(
                                sql.sql(
                                                "select id from "
                                                        + READABLE
                                                        + " readable where id in (:ids)")
                                        .param("reader", reader)
                                        .param("ids", collections)
                                        .query((row, _) -> Columns.uuid(row, "id"))
                                        .list()));
    }

    /** What the reader's questions are looked up in where nothing was chosen. */
    public Set<UUID> defaults(UUID reader) {
        return database.read(
                sql ->
                        new HashSet<>(
                                sql.sql(
                                                "select id from "
                                                        + READABLE
                                                        + " readable where default_for_everyone")
                                        .param("reader", reader)
                                        .query((row, _) -> Columns.uuid(row, "id"))
                                        .list()));
    }

    /** Who may read the collection; nobody where there is none. */
    public Audience audience(UUID id) {
        return database.read(
                sql -> {
                    Set<UUID> people = new HashSet<>();
                    var everyone = new AtomicBoolean();
                    sql.sql(
                                    """
                                    select c.everyone <> 'none' as everyone, c.owner_id, g.user_id
                                    from collection c left join collection_grant g on g.collection_id = c.id
                                    where c.id = :id""")
                            .param("id", id)
                            .query(
                                    row -> {
                                        everyone.set(row.getBoolean("everyone"));
                                        for (var column : List.of("owner_id", "user_id")) {
                                            var person = Columns.nullableUuid(row, column);
                                            if (person != null) {
                                                people.add(person);
                                            }
                                        }
                                    });
                    return new Audience(everyone.get(), Set.copyOf(people));
                });
    }

    private static KnowledgeCollection collection(ResultSet row) throws SQLException {
        return new KnowledgeCollection(
                Columns.uuid(row, "id"),
                row.getString("name"),
                row.getString("description"),
                CollectionAccess.of(row.getString("access")),
                Share.of(row.getString("everyone")),
                row.getBoolean("default_for_everyone"),
                row.getString("owner_id") == null,
                row.getString("embedding_model"),
                reembedding(row),
                row.getInt("passage_tokens"),
                row.getInt("overlap_tokens"),
                row.getLong("documents"),
                row.getLong("passages"),
                row.getLong("pending"),
                row.getLong("failed"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static KnowledgeCollection.@Nullable Reembedding reembedding(ResultSet row)
            throws SQLException {
        var model = row.getString("next_model");
        return model == null
                ? null
                : new KnowledgeCollection.Reembedding(
                        model, row.getLong("reembedded"), row.getLong("to_reembed"));
    }
}
