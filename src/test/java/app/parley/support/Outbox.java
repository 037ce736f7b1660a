package app.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The folder that letters go into where no mail server is connected. */
public final class Outbox {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("#(?:token|invitation)=([\\w-]+)");

    private final Path folder;

    public Outbox(Path dataDir) {
        folder = dataDir.resolve("outbox");
    }

    /** The letters to an address whose subject has these words, the earliest first. */
    public List<String> letters(String to, String subject) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(Outbox::text)
                    .filter(letter -> letter.contains("To: " + to + "\r\n"))
                    .filter(letter -> letter.contains("Subject: ") && letter.contains(subject))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until there are so many. */
    public List<String> awaited(String to, String subject, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = letters(to, subject);
            if (found.size() >= count) {
                return found;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError(
                "no " + count + " letters to " + to + " about '" + subject + "' in " + folder);
    }

    /** The secret of the link in the newest letter, as soon as there are so many of them. */
    public String token(String to, String subject, int count) {
        var token = TOKEN.matcher(awaited(to, subject, count).getLast());
        if (!token.find()) {
            throw new AssertionError("there is no link in the letter to " + to);
        }
        return token.group(1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
