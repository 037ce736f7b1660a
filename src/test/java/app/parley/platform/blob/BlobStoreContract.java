package app.parley.platform.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every blob store promises. */
abstract class BlobStoreContract {
    protected abstract BlobStore store();

    @Test
    void givesBackWhatItWasGiven() throws IOException {
        for (int size : new int[] {0, 1, 262_143, 262_144, 262_145, 1_000_003}) {
            var content = new byte[size];
            new Random(size).nextBytes(content);
            var blob = store().put(new ByteArrayInputStream(content));
            assertThat(blob.size()).isEqualTo(size);
            assertThat(read(blob.id())).isEqualTo(content);
        }
    }

    @Test
    void tellsWhatTheContentIs() throws IOException {
        var blob = store().put(new ByteArrayInputStream("abc".getBytes(StandardCharsets.US_ASCII)));
        assertThat(blob.sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void readsFromTheBeginningEachTimeAndByteByByte() throws IOException {
        var blob = store().put(new ByteArrayInputStream(new byte[] {1, -1, 3}));
        try (var content = store().open(blob.id())) {
            assertThat(content.read()).isEqualTo(1);
            assertThat(content.read()).isEqualTo(255);
        }
        assertThat(read(blob.id())).containsExactly(1, -1, 3);
    }

    @Test
    void keepsNothingOfAStreamThatBreaksOff() throws IOException {
        var broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[600_000]),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("gone");
                            }
                        });
        assertThatThrownBy(() -> store().put(broken)).isInstanceOf(IOException.class);
        assertThat(store().keptBefore(Instant.now().plusSeconds(60), null, 10)).isEmpty();
    }

    @Test
    void forgetsWhatIsDeleted() throws IOException {
        var blob = store().put(new ByteArrayInputStream(new byte[300_000]));
        store().delete(blob.id());
        store().delete(blob.id());
        assertThatThrownBy(() -> store().open(blob.id())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().open(UUID.randomUUID()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsWhatIsOldPageByPage() throws IOException {
        var before = Instant.now().minusSeconds(60);
        var after = Instant.now().plusSeconds(60);
        assertThat(store().keptBefore(after, null, 10)).isEmpty();
        var one = store().put(new ByteArrayInputStream(new byte[1])).id();
        var two = store().put(new ByteArrayInputStream(new byte[1])).id();
        assertThat(store().keptBefore(before, null, 10)).isEmpty();
        assertThat(store().keptBefore(after, null, 10)).containsExactly(one, two);
        assertThat(store().keptBefore(after, null, 1)).containsExactly(one);
        assertThat(store().keptBefore(after, one, 10)).containsExactly(two);
    }

    private byte[] read(UUID id) throws IOException {
        try (var content = store().open(id)) {
            return content.readAllBytes();
        }
    }
}
