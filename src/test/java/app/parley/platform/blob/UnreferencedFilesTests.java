package app.parley.platform.blob;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.SettableClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreferencedFilesTests {
    @TempDir private Path folder;

    @Test
    void onlyOldFilesThatNobodyRefersToAreRemoved() throws Exception {
        var clock = new SettableClock(Instant.now());
        var files = new FileBlobStore(folder);
        var document = files.put(new ByteArrayInputStream(new byte[] {1})).id();
        var export = files.put(new ByteArrayInputStream(new byte[] {2})).id();
        var lost = files.put(new ByteArrayInputStream(new byte[] {3})).id();
        var unreferenced =
                new UnreferencedFiles(
                        files, List.of(_ -> Set.of(document), _ -> Set.of(export)), clock);

        unreferenced.remove();
        assertThat(files.keptBefore(Instant.MAX, null, 10)).hasSize(3).contains(lost);
        clock.advance(Duration.ofDays(1));
        unreferenced.remove();
        assertThat(files.keptBefore(Instant.MAX, null, 10)).containsExactly(document, export);
    }
}
