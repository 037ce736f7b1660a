package app.parley.notify.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder of letters where no mail server is connected. A file's name says whose it is, so that
 * it can go with the account.
 */
record Outbox(Path folder) {
    Path place(String name, @Nullable UUID account) {
        return folder.resolve(name + (account == null ? "" : ending(account)) + ".eml");
    }

    /** Deletes what is there of somebody. */
    void forget(UUID account) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var letters = Files.newDirectoryStream(folder, "*" + ending(account) + ".eml")) {
            for (var letter : letters) {
                Files.deleteIfExists(letter);
            }
        }
    }

    private static String ending(UUID account) {
        return "-of-" + account;
    }
}
