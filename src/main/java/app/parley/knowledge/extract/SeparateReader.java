package app.parley.knowledge.extract;

import app.parley.knowledge.extract.DocumentProblem.Code;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files in a Java of their own, one for each, so that a file which kills, fills or fools its
 * reader does that to a process that is thrown away: with a heap, a time, a largest file and a text
 * of limited size, without a network where the system lets us, and always without the names of
 * hosts and without opening an address.
 */
public final class SeparateReader {
    private static final Logger LOG = LoggerFactory.getLogger(SeparateReader.class);
    private static final String MAIN = "app.parley.knowledge.extract.tika.ExtractionProcess";

    /** How the JVM ends when its heap is full. */
    private static final int OUT_OF_MEMORY = 3;

    private static final String PLACE = "read-";

    /** Longer than it takes to bring a file to its reader. */
    private static final Duration COPYING = Duration.ofMinutes(5);

    private final Path scratch;
    private final ExtractionLimits limits;
    private volatile @Nullable List<String> confined;

    /**
     * @param scratch where files lie while they are read
     */
    public SeparateReader(Path scratch, ExtractionLimits limits) {
        // The process works in a folder of its own, from which our relative paths lead elsewhere.
        this.scratch = scratch.toAbsolutePath();
        this.limits = limits;
    }

    public ExtractedText read(SourceFile file) throws IOException, DocumentProblem {
        Files.createDirectories(scratch);
        var place = Files.createTempDirectory(scratch, PLACE);
        try {
            var input = place.resolve("file");
            try (var content = file.open()) {
                Files.copy(content, input);
            }
            return read(input, file.name(), place);
        } finally {
            delete(place);
        }
    }

    private ExtractedText read(Path input, String name, Path place)
            throws IOException, DocumentProblem {
        var result = place.resolve("result");
        var command = new ArrayList<>(confinement());
        command.addAll(java(place));
        command.addAll(
                List.of(
                        input.toString(),
                        name,
                        result.toString(),
                        String.valueOf(limits.textLimit()),
                        String.valueOf(limits.time().toMillis())));
        var builder =
                new ProcessBuilder(command)
                        .directory(place.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // Nothing of ours: settings have keys in them.
        builder.environment().clear();
        var process = builder.start();
        try {
            if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DocumentProblem(
                        Code.TIMED_OUT,
                        "Reading the file took more than %d seconds."
                                .formatted(limits.time().toSeconds()));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a file was read", stopping);
        } finally {
            process.destroyForcibly();
        }
        if (Files.exists(result) && process.exitValue() == 0) {
            return ExtractionResult.read(result, limits.textLimit());
        }
        throw process.exitValue() == OUT_OF_MEMORY
                ? new DocumentProblem(
                        Code.TOO_COMPLEX, "Reading the file takes more memory than it may have.")
                : new DocumentProblem(
                        Code.UNREADABLE, "The file could not be read: its reader broke off.");
    }

    private List<String> java(Path place) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.memoryMegabytes() + "m",
                "-Xss2m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + place,
                "-Duser.home=" + place,
                // A file of hosts that names none takes the place of every look-up.
                "-Djdk.net.hosts.file=/dev/null",
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djavax.xml.accessExternalStylesheet=",
                "-Djdk.xml.entityExpansionLimit=1000",
                "-Djdk.xml.totalEntitySizeLimit=1000000",
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath(),
                MAIN);
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What stands before the command, as far as this system has it. */
    private List<String> confinement() {
        var known = confined;
        if (known != null) {
            return known;
        }
        var found = new ArrayList<String>();
        for (var without :
                List.of(
                        List.of("unshare", "--net"),
                        List.of("unshare", "--user", "--map-root-user", "--net"))) {
            if (works(without)) {
                found.addAll(without);
                break;
            }
        }
        if (found.isEmpty()) {
            LOG.warn(
                    "This system has no 'unshare'; files are read by a process that has a network");
        }
        // In blocks of 512 bytes, as POSIX has it.
        var disk =
                List.of(
                        "/bin/sh",
                        "-c",
                        "ulimit -f %d; exec \"$@\"".formatted(limits.diskBytes() / 512),
                        "sh");
        if (works(disk)) {
            found.addAll(disk);
        }
        confined = found;
        return found;
    }

    private static boolean works(List<String> before) {
        var command = new ArrayList<>(before);
        command.add("true");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Removes what is left of readings whose process was killed in the middle. */
    public void removeLeftovers() throws IOException {
        if (!Files.isDirectory(scratch)) {
            return;
        }
        var before = Instant.now().minus(limits.time()).minus(COPYING);
        try (var places = Files.newDirectoryStream(scratch, PLACE + "*")) {
            for (var place : places) {
                try {
                    if (Files.getLastModifiedTime(place).toInstant().isBefore(before)) {
                        delete(place);
                    }
                } catch (NoSuchFileException another) {
                    LOG.debug("{} was removed by another process", place);
                }
            }
        }
    }

    private static void delete(Path place) throws IOException {
        Files.walkFileTree(
                place,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes about)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException failed) throws IOException {
                        Files.deleteIfExists(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
