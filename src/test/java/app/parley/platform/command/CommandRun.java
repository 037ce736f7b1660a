package app.parley.platform.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A command that ran as {@code ./parley NAME …} runs it, and what it said. */
public record CommandRun(int status, String out, String err) {
    /** The same for a command that reads its standard input. */
    public static CommandRun withInput(
            String input, Path dataDir, String databaseUrl, String... arguments) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return of(dataDir, databaseUrl, arguments);
        } finally {
            System.setIn(before);
        }
    }

    /**
     * @param databaseUrl empty for SQLite in the data directory
     */
    public static CommandRun of(Path dataDir, String databaseUrl, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status =
                Commands.run(
                        List.of(
                                "--parley.env-file=",
                                "--parley.data-dir=" + dataDir,
                                "--parley.database.url=" + databaseUrl),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        arguments);
        return new CommandRun(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
