package app.parley.platform.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files of any size, read and written as streams. Who may read one is for those to say who
 * keep its id.
 */
public interface BlobStore {
    /** What was kept of a stream. */
    record Blob(UUID id, long size, String sha256) {}

    /**
     * Keeps all that the stream has, durably. When the stream fails, nothing is kept and its
     * failure goes on to the caller.
     */
    Blob put(InputStream content) throws IOException;

    /**
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    InputStream open(UUID id) throws IOException;

    /** Nothing happens if there is none. */
    void delete(UUID id) throws IOException;

    /**
     * Files that were kept before this time, for finding those that nothing refers to: a crash may
     * come between keeping a file and writing down what it is.
     *
     * @param after the last one seen; null for the first page
     */
    List<UUID> keptBefore(Instant time, @Nullable UUID after, int limit) throws IOException;
}
