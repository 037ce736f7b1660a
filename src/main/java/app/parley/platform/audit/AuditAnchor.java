package app.parley.platform.audit;

import app.parley.platform.audit.JdbcAuditStore.Head;
import app.parley.platform.command.Offline;
import app.parley.platform.config.ParleyProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * How far this installation has seen the log go, outside the database: whoever puts an older state
 * of the whole log back, with the seal that it had then, does not put this file back.
 */
@Component
@Offline
class AuditAnchor {
    static final String FILE = "audit.anchor";

    private static final Logger log = LoggerFactory.getLogger(AuditAnchor.class);

    private final Path file;
    private final AuditChain chain;
    private long written;

    AuditAnchor(ParleyProperties parley, AuditChain chain) {
        file = parley.dataDir().resolve(FILE);
        this.chain = chain;
    }

    /**
     * @param genuine whether this installation wrote it
     */
    record Seen(Head head, boolean genuine) {}

    Optional<Seen> read() {
        try {
            var parts = Files.readString(file).strip().split(" ");
            if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}")) {
                return Optional.of(new Seen(new Head(0, "", null), false));
            }
            var head = new Head(Long.parseLong(parts[0]), parts[1], parts[2]);
            return Optional.of(
                    new Seen(
                            head,
                            chain.isSealed("anchor", head.number(), head.hash(), head.seal())));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            log.warn("{} cannot be read: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    synchronized void write(Head head) {
        if (head.number() <= written) {
            return;
        }
        try {
            var seen = read();
            if (seen.isPresent()
                    && (!seen.get().genuine() || seen.get().head().number() >= head.number())) {
                return; // a bad one stays until somebody has looked into it
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            var next = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".next");
            var seal = chain.seal("anchor", head.number(), head.hash());
            Files.writeString(
                    next,
                    head.number() + " " + head.hash() + " " + seal + "\n",
                    StandardCharsets.US_ASCII);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            written = head.number();
        } catch (IOException failed) {
            log.warn("{} cannot be written: {}", file, failed.toString());
        }
    }
}
