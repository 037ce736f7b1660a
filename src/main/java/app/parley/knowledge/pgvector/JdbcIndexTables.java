package app.parley.knowledge.pgvector;

import app.parley.platform.config.BadSettings;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of the index. They are no part of the migrations: they are a cache, made only where
 * the index is chosen, and made anew when they are of another layout.
 */
class JdbcIndexTables {
    /** Changes with everything that an index must agree with: columns, analysis. */
    private static final String LAYOUT = "layout 1";

    /** Any number that nobody else locks by. */
    private static final long LOCK = 7_163_820_451L;

    private final Database database;

    JdbcIndexTables(Database database) {
        this.database = database;
    }

    /**
     * Makes what is missing.
     *
     * @throws BadSettings when the database cannot hold the index
     */
    void prepare() {
        if (database.dialect() != Dialect.POSTGRESQL) {
            throw refused(
                    "PARLEY_INDEX=pgvector needs DATABASE_URL to name a PostgreSQL database.");
        }
        requireExtension();
        database.change(
                sql -> {
                    // Replicas start together.
                    sql.sql("select pg_advisory_xact_lock(:lock)")
                            .param("lock", LOCK)
                            .query((row, _) -> true)
                            .single();
                    if (!layout(sql).equals(LAYOUT)) {
                        make(sql);
                    }
                });
    }

    private void requireExtension() {
        boolean installed =
                database.read(
                        sql ->
                                sql.sql(
                                                "select exists (select from pg_available_extensions where name = 'vector')")
                                        .query(Boolean.class)
                                        .single());
        if (!installed) {
            throw refused(
                    "PARLEY_INDEX=pgvector needs the extension pgvector 0.8 or newer, which the database server does not"
                            + " have: install it there (https://github.com/pgvector/pgvector), or choose another index.");
        }
        try {
            database.read(sql -> sql.sql("create extension if not exists vector").update());
        } catch (DataAccessException forbidden) {
            throw refused(
                    "PARLEY_INDEX=pgvector needs the extension pgvector in the database: as its superuser, say"
                            + " 'create extension vector'.");
        }
        var version =
                database.read(
                        sql ->
                                sql.sql(
                                                "select extversion from pg_extension where extname = 'vector'")
                                        .query(String.class)
                                        .single());
        if (version.matches("0\\.[0-7](\\..*)?")) {
            throw refused(
                    "PARLEY_INDEX=pgvector needs pgvector 0.8 or newer, and the database has %s: install a newer one"
                                    .formatted(version)
                            + " and say 'alter extension vector update'.");
        }
    }

    private static String layout(JdbcClient sql) {
        return sql.sql(
                        "select coalesce(obj_description(to_regclass('index_passage'), 'pg_class'), '')")
                .query(String.class)
                .single();
    }

    private static void make(JdbcClient sql) {
        sql.sql(
                        """
                        drop table if exists index_passage, index_collection;

                        create table index_collection (
                            collection_id uuid primary key,
                            -- Null until all of it is there.
                            revision text
                        );

                        create table index_passage (
                            passage_id uuid primary key,
                            collection_id uuid not null,
                            document_id uuid not null,
                            words tsvector not null,
                            -- How many words it has, said twice or not.
                            length integer not null,
                            model text not null,
                            dimensions integer not null,
                            vector vector not null
                        );

                        create index index_passage_by_collection on index_passage (collection_id);
                        create index index_passage_by_document on index_passage (document_id);
                        create index index_passage_by_word on index_passage using gin (words);

                        comment on table index_passage is '%s'"""
                                .formatted(LAYOUT))
                .update();
    }

    private static BadSettings refused(String sentence) {
        return new BadSettings(List.of(sentence));
    }
}
