package app.parley.platform.blob;

import app.parley.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files below one folder, in folders by the end of their ids, which is random. */
public final class FileBlobStore implements BlobStore {
    private static final String HALF = ".half";

    private final Path root;

    public FileBlobStore(Path root) {
        this.root = root;
    }

    @Override
    public Blob put(InputStream content) throws IOException {
        var id = Ids.newId();
        var place = place(id);
        var folder = made(Objects.requireNonNull(place.getParent()));
        var half = place.resolveSibling(id + HALF);
        try (var file =
                FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var digested = new Digested(content);
            digested.transferTo(Channels.newOutputStream(file));
            file.force(true);
            Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            return new Blob(id, digested.size(), digested.digest());
        } finally {
            Files.deleteIfExists(half);
        }
    }

    @Override
    public InputStream open(UUID id) throws IOException {
        return Files.newInputStream(place(id));
    }

    @Override
    public void delete(UUID id) throws IOException {
        Files.deleteIfExists(place(id));
    }

    @Override
    public List<UUID> keptBefore(Instant time, @Nullable UUID after, int limit) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var files = Files.find(root, 2, (file, about) -> about.isRegularFile())) {
            return files.filter(file -> isBefore(file, time))
                    .flatMap(FileBlobStore::id)
                    .sorted()
                    .filter(id -> after == null || id.compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        }
    }

    private Path made(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(root);
        }
        return folder;
    }

    /** A file that was synced is lost in a power cut all the same as long as its name is not. */
    private static void sync(Path folder) throws IOException {
        try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private static boolean isBefore(Path file, Instant time) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    /** Also of a file whose writing was cut off. */
    private static Stream<UUID> id(Path file) {
        try {
            return Stream.of(UUID.fromString(file.getFileName().toString().replace(HALF, "")));
        } catch (IllegalArgumentException notOurs) {
            return Stream.of();
        }
    }

    private Path place(UUID id) {
        var name = id.toString();
        return root.resolve(name.substring(name.length() - 2)).resolve(name);
    }
}
