package app.parley.account.key;

import app.parley.platform.db.Database;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The nonces of signatures that were accepted, so that no replica accepts one again. */
@Component
class JdbcNonceStore {
    private final Database database;

    JdbcNonceStore(Database database) {
        this.database = database;
    }

    /**
     * @param until when the signature is not accepted in any case
     * @return false if the key has used this nonce before
     */
    boolean use(UUID keyId, String nonce, Instant until) {
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into signature_nonce (key_id, nonce, expires_at)
                                                values (:keyId, :nonce, :until)
                                                on conflict do nothing
                                                """)
                                        .param("keyId", keyId)
                                        .param("nonce", nonce)
                                        .param("until", until.toEpochMilli())
                                        .update())
                == 1;
    }

    void forgetBefore(Instant moment) {
        database.change(
                sql ->
                        sql.sql("delete from signature_nonce where expires_at < :moment")
                                .param("moment", moment.toEpochMilli())
                                .update());
    }
}
