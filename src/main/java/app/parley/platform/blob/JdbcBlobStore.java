package app.parley.platform.blob;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files as rows, cut into pieces so that neither the process nor the database holds one whole. For
 * replicas that share a database and nothing else.
 */
public final class JdbcBlobStore implements BlobStore {
    private static final int PIECE = 256 * 1024;

    private final Database database;
    private final Clock clock;

    public JdbcBlobStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Blob put(InputStream content) throws IOException {
        var id = Ids.newId();
        boolean complete = false;
        database.change(
                sql ->
                        sql.sql("insert into blob (id, created_at) values (?, ?)")
                                .params(id, clock.millis())
                                .update());
        try {
            var digested = new Digested(content);
            int ordinal = 0;
            for (var piece = digested.readNBytes(PIECE);
                    piece.length > 0;
                    piece = digested.readNBytes(PIECE)) {
                insert(id, ordinal++, piece);
            }
            complete = true;
            return new Blob(id, digested.size(), digested.digest());
        } finally {
            if (!complete) {
                delete(id);
            }
        }
    }

    private void insert(UUID id, int ordinal, byte[] piece) {
        database.change(
                sql ->
                        sql.sql("insert into blob_chunk (blob_id, ordinal, data) values (?, ?, ?)")
                                .params(id, ordinal, piece)
                                .update());
    }

    @Override
    public InputStream open(UUID id) throws IOException {
        boolean known =
                database.read(
                        sql ->
                                sql.sql("select count(*) > 0 from blob where id = ?")
                                        .param(id)
                                        .query(Boolean.class)
                                        .single());
        if (!known) {
            throw new NoSuchFileException(id.toString());
        }
        return new Pieces(id);
    }

    @Override
    public void delete(UUID id) {
        database.change(sql -> sql.sql("delete from blob where id = ?").param(id).update());
    }

    @Override
    public List<UUID> keptBefore(Instant time, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id from blob where created_at < :time and id > :after
                                        order by id limit :limit""")
                                .param("time", time.toEpochMilli())
                                .param("after", after == null ? new UUID(0, 0) : after)
                                .param("limit", limit)
                                .query((row, _) -> UUID.fromString(row.getString("id")))
                                .list());
    }

    /** Reads one piece after the other. */
    private final class Pieces extends InputStream {
        private final UUID id;
        private byte[] piece = {};
        private int at;
        private int next;

        Pieces(UUID id) {
            this.id = id;
        }

        @Override
        public int read() {
            return hasMore() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!hasMore()) {
                return -1;
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, buffer, offset, count);
            at += count;
            return count;
        }

        private boolean hasMore() {
            if (at < piece.length) {
                return true;
            }
            int ordinal = next;
            var loaded =
                    database.read(
                            sql ->
                                    sql.sql(
                                                    "select data from blob_chunk where blob_id = ? and ordinal = ?")
                                            .params(id, ordinal)
                                            .query((row, _) -> row.getBytes("data"))
                                            .optional());
            piece = loaded.orElse(new byte[0]);
            at = 0;
            next++;
            return piece.length > 0;
        }
    }
}
