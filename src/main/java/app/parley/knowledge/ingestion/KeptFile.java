package app.parley.knowledge.ingestion;

import app.parley.knowledge.extract.SourceFile;
import app.parley.platform.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * A file of the blob store.
 *
 * @param name which only tells texts apart
 */
public record KeptFile(BlobStore files, UUID blob, String name) implements SourceFile {
    @Override
    public InputStream open() throws IOException {
        return files.open(blob);
    }
}
