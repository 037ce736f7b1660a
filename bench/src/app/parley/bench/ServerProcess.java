package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server started as a process of its own, with its processor time and memory read from /proc. */
final class ServerProcess implements AutoCloseable {
    private static final long TICKS_PER_SECOND = 100;
    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the command; {@code cpu} pins it to one processor where there are several and taskset
     * is installed.
     */
    static ServerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            int cpu) {
        var pinned = new ArrayList<String>();
        if (cpu >= 0 && canPin()) {
            pinned.addAll(List.of("taskset", "-c", String.valueOf(cpu)));
        }
        pinned.addAll(command);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder =
                    new ProcessBuilder(pinned)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Nothing of this machine's settings: a key in the environment would be a provider in
            // the measurement.
            builder.environment()
                    .keySet()
                    .retainAll(Set.of("PATH", "HOME", "LANG", "JAVA_HOME", "JDK_JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            var process = builder.start();
            // Whatever ends this program, even a failed assertion or Ctrl-C, must not leave servers
            // behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServerProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean canPin() {
        return Runtime.getRuntime().availableProcessors() > 1
                && Files.isExecutable(Path.of("/usr/bin/taskset"));
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Processor time of the process and its children so far, in microseconds (a resolution of 10
     * ms).
     */
    long cpuMicros() {
        return processes().stream().mapToLong(ServerProcess::ticks).sum()
                * (1_000_000 / TICKS_PER_SECOND);
    }

    /**
     * Of it, at least what Java took to compile the program, as it does in a server's first
     * minutes: a compiler's thread that has ended is not counted.
     */
    long compilerMicros() {
        var threads = Path.of("/proc", String.valueOf(pid()), "task").toFile().list();
        return Stream.of(threads == null ? new String[0] : threads)
                        .map(thread -> read(pid(), "task/" + thread + "/stat"))
                        .filter(stat -> stat.contains(" CompilerThre"))
                        .mapToLong(ServerProcess::ticks)
                        .sum()
                * (1_000_000 / TICKS_PER_SECOND);
    }

    /** Resident memory of the process and its children in KiB. */
    long rssKib() {
        return processes().stream().mapToLong(ServerProcess::rss).sum();
    }

    /** SIGKILL: the process has no chance to say or save anything. */
    void kill() {
        process.destroyForcibly();
        await(10);
    }

    /** SIGTERM, without waiting. */
    void terminate() {
        process.destroy();
    }

    /** Whether the process ended within the given time. */
    boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int exitCode() {
        return process.exitValue();
    }

    /** The end of what the process printed, for a message that says why it did not start. */
    String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!await(35)) {
            kill();
        }
    }

    private List<Long> processes() {
        var pids = new ArrayList<Long>();
        pids.add(process.pid());
        process.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private static long ticks(long pid) {
        return ticks(read(pid, "stat"));
    }

    private static long ticks(String stat) {
        if (stat.isEmpty()) {
            return 0;
        }
        // The second field is the command in parentheses and may contain spaces.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long rss(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            return "";
        }
    }
}
