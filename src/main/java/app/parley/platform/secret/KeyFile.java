package app.parley.platform.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The root key in the data directory, made at the first start and readable by its owner alone.
 * While one is replaced, the former one lies beside it.
 */
final class KeyFile {
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final Path former;

    KeyFile(Path dataDir) {
        file = dataDir.resolve("secret.key");
        former = dataDir.resolve("secret.key.before");
    }

    /** The key, which is made if there is none. */
    RootKey orMade() {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read or create the key file " + file, failed);
        }
    }

    Optional<RootKey> existing() {
        return ifThere(file);
    }

    /** What the key was, until everything has gone over to the one of now. */
    Optional<RootKey> former() {
        return ifThere(former);
    }

    /**
     * Puts a new key in the place of this one, which is durable beside it before: whenever the
     * process dies, no key is lost.
     */
    void replace() {
        try {
            var next = file.resolveSibling("secret.key.next");
            var copy = file.resolveSibling("secret.key.copy");
            Files.deleteIfExists(next);
            Files.deleteIfExists(copy);
            create(next);
            write(copy, Files.readAllBytes(file));
            Files.move(copy, former, StandardCopyOption.ATOMIC_MOVE);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot replace the key file " + file, failed);
        }
    }

    void forgetFormer() {
        try {
            Files.deleteIfExists(former);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete the key file " + former, failed);
        }
    }

    private static Optional<RootKey> ifThere(Path file) {
        try {
            return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the key file " + file, failed);
        }
    }

    private static RootKey read(Path file) throws IOException {
        return new RootKey(Base64.getDecoder().decode(Files.readString(file).strip()));
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var text = Base64.getEncoder().encodeToString(key) + "\n";
        try {
            write(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            // its key is the key
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
    }
}
