package app.parley.platform.blob;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTests extends BlobStoreContract {
    @TempDir private Path folder;

    @Override
    protected BlobStore store() {
        return new FileBlobStore(folder.resolve("files"));
    }
}
