package app.parley.platform.config;

import app.parley.platform.command.Offline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The one directory of the embedded shape, which belongs to one process at a time. */
@Component
@Offline
public class DataDirectory implements DisposableBean {
    /** The root of all keys, where none is given. */
    static final String KEY = "secret.key";

    private static final String LOCK = "parley.lock";
    private final Path directory;
    private @Nullable FileChannel channel;

    DataDirectory(ParleyProperties parley) {
        directory = parley.dataDir();
    }

    /**
     * Takes the directory for this process until it ends, however it ends.
     *
     * @throws BadSettings if another process has it
     */
    public synchronized void claim() {
        if (channel != null) {
            return;
        }
        try {
            make(directory);
            var opened =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(opened) == null) {
                var owner = read(opened);
                opened.close();
                throw new BadSettings(
                        List.of(
                                "Another Parley%s uses the data directory %s; stop it, or set PARLEY_DATA_DIR to another directory."
                                        .formatted(
                                                owner.isEmpty() ? "" : " (process " + owner + ")",
                                                directory)));
            }
            write(opened);
            channel = opened;
        } catch (IOException failed) {
            throw new BadSettings(
                    List.of(
                            "The data directory %s cannot be used: %s."
                                    .formatted(directory, failed.getMessage())));
        }
    }

    @Override
    public synchronized void destroy() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** What is wrong with the directory, before anything is written into it. */
    static List<String> problemsOf(Path directory) {
        var problems = new ArrayList<String>();
        try {
            make(directory);
            if (!Files.isWritable(directory)) {
                problems.add(
                        "The data directory " + directory + " (PARLEY_DATA_DIR) is not writable.");
            }
        } catch (IOException failed) {
            problems.add("The data directory " + directory + " (PARLEY_DATA_DIR) cannot be made.");
        }
        return problems;
    }

    /** What is in it are people's chats: where it is new, it is its owner's alone. */
    private static void make(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        var parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (UnsupportedOperationException otherPermissions) {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException present) {
            // Another process was first; or it is a file.
            if (!Files.isDirectory(directory)) {
                throw present;
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private static String read(FileChannel file) throws IOException {
        var content = ByteBuffer.allocate(20);
        file.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII)
                .strip();
    }

    private static void write(FileChannel file) throws IOException {
        file.truncate(0);
        file.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    }
}
