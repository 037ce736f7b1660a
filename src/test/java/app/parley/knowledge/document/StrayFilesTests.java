package app.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.collection.CollectionSettings;
import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.document.JdbcDocumentChangeStore.NewFile;
import app.parley.platform.blob.FileBlobStore;
import app.parley.platform.id.Ids;
import app.parley.support.SettableClock;
import app.parley.support.TestDatabases;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrayFilesTests {
    @TempDir private Path folder;

    @Test
    void onlyOldFilesWithoutADocumentAreRemoved() throws Exception {
        var clock = new SettableClock(Instant.now());
        var files = new FileBlobStore(folder);
        try (var database = TestDatabases.sqlite()) {
            var collections = new JdbcCollectionStore(database, clock);
            var documents = new JdbcDocumentChangeStore(database, clock);
            var stray = new StrayFiles(files, new JdbcDocumentFileStore(database), clock);
            var anna = Ids.newId();
            var collection = Ids.newId();
            collections.create(anna, collection, CollectionSettings.unsaid(256), "model@256");
            var kept = files.put(new ByteArrayInputStream(new byte[] {1}));
            documents.add(
                    anna,
                    collection,
                    new NewFile(Ids.newId(), "kept", "kept.txt", "text/plain", kept));
            var lost = files.put(new ByteArrayInputStream(new byte[] {2}));

            stray.remove();
            assertThat(files.keptBefore(Instant.MAX, null, 10)).hasSize(2).contains(lost.id());
            clock.advance(Duration.ofDays(1));
            stray.remove();
            assertThat(files.keptBefore(Instant.MAX, null, 10)).containsExactly(kept.id());
        }
    }
}
