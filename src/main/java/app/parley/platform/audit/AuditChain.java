package app.parley.platform.audit;

import app.parley.platform.command.Offline;
import app.parley.platform.secret.LastingKeys;
import app.parley.platform.secret.LastingKeys.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Binds entries to each other, and the ends of the chain to this installation. Each hash covers the
 * one before it, so that nothing in the middle can be changed alone; whoever can write to the
 * database could hash everything anew, but cannot seal it: the key for that is not in the database.
 */
@Component
@Offline
class AuditChain {
    /** What stands before the first entry. */
    static final String START = "0".repeat(64);

    private static final String FORM = "parley-audit-1";

    private final LastingKeys keys;

    AuditChain(LastingKeys keys) {
        this.keys = keys;
    }

    /** SHA-256 over the entry, its own hash left out, and its predecessor's hash. */
    static String hash(AuditRow row, String predecessor) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            add(digest, FORM);
            add(digest, predecessor);
            add(digest, Long.toString(row.number()));
            add(digest, Long.toString(row.at().toEpochMilli()));
            add(digest, row.action());
            add(digest, row.actorId() == null ? null : row.actorId().toString());
            add(digest, row.address());
            var subject = row.subject();
            add(digest, subject == null ? null : subject.type());
            add(digest, subject == null ? null : subject.id());
            add(digest, row.details());
            add(digest, row.changes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no SHA-256", impossible);
        }
    }

    /** Each field with its length before it: two different entries never read the same. */
    private static void add(MessageDigest digest, @Nullable String field) {
        if (field == null) {
            digest.update("-,".getBytes(StandardCharsets.UTF_8));
            return;
        }
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        digest.update((byte) ',');
    }

    /**
     * @param place what is sealed: {@code head}, {@code checkpoint} or {@code anchor}
     */
    String seal(String place, long number, String hash) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.key(Purpose.AUDIT_LOG));
            var text = FORM + " " + place + " " + number + " " + hash;
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HmacSHA256", impossible);
        }
    }

    boolean isSealed(String place, long number, String hash, @Nullable String seal) {
        return seal != null
                && MessageDigest.isEqual(
                        seal(place, number, hash).getBytes(StandardCharsets.UTF_8),
                        seal.getBytes(StandardCharsets.UTF_8));
    }
}
