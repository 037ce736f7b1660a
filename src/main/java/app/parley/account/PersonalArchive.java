package app.parley.account;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What somebody takes along, as files in folders; written as it is read, and never held whole. */
public interface PersonalArchive {
    /** Writes one file; the stream is the archive's to close. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Adds a file. If there is one of this name already, this one gets a number.
     *
     * @param path with slashes between folders; each part made by {@link #name} unless it is known
     */
    void add(String path, Content content) throws IOException;

    /** Adds a file in JSON; an {@code Iterable} in it is written while it is read. */
    void json(String path, Object content) throws IOException;

    /** What people called something, as the name of a file on whatever system. */
    static String name(@Nullable String called, String otherwise) {
        var clean =
                (called == null ? "" : called)
                        .replaceAll("[\\p{Cntrl}\\p{Cs}/\\\\:*?\"<>|\\u2028\\u2029]+", " ")
                        .replaceAll("\\s+", " ")
                        .replaceAll("^[ .]+|[ .]+$", "");
        int length = Math.min(clean.length(), 100);
        if (length > 0 && Character.isHighSurrogate(clean.charAt(length - 1))) {
            length--;
        }
        var name = clean.substring(0, length).stripTrailing();
        if (name.isEmpty()) {
            return otherwise;
        }
        // Names that Windows keeps for devices.
        return name.matches("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?") ? "_" + name : name;
    }
}
