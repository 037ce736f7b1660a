package app.parley.platform.secret;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Lasting keys are random; the database keeps them sealed. */
@Component
@Offline
class JdbcLastingKeys implements LastingKeys {
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final SecretBox box;
    private final Map<Purpose, SecretKey> opened = new ConcurrentHashMap<>();

    /** Makes those that are missing, before anybody's transaction that may yet roll back. */
    JdbcLastingKeys(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
        for (var purpose : Purpose.values()) {
            makeOnce(purpose);
        }
    }

    @Override
    public SecretKey key(Purpose purpose) {
        return opened.computeIfAbsent(purpose, this::open);
    }

    private SecretKey open(Purpose purpose) {
        var sealed =
                database.read(
                        sql ->
                                sql.sql(
                                                "select sealed_key from lasting_key where purpose = :purpose")
                                        .param("purpose", purpose.id())
                                        .query(String.class)
                                        .single());
        try {
            var bytes = Base64.getDecoder().decode(box.open(sealed, context(purpose)));
            return new SecretKeySpec(bytes, purpose.algorithm());
        } catch (IllegalStateException anotherRoot) {
            throw new LostKey();
        }
    }

    /** The key is that of whoever was first: replicas may start at the same time. */
    private void makeOnce(Purpose purpose) {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        var sealed = box.seal(Base64.getEncoder().encodeToString(key), context(purpose));
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into lasting_key (purpose, sealed_key)
                                        values (:purpose, :sealed) on conflict do nothing
                                        """)
                                .param("purpose", purpose.id())
                                .param("sealed", sealed)
                                .update());
    }

    private static String context(Purpose purpose) {
        return "lasting-key/" + purpose.id();
    }
}
