package app.parley.account.key;

import app.parley.account.KeyScope;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key's row.
 *
 * @param proof what a bearer key's SHA-256 must be
 * @param publicKey what a signature must be of, in DER (RFC 5280, SubjectPublicKeyInfo)
 */
record KeyRow(
        UUID id,
        UUID accountId,
        String name,
        String hint,
        KeyKind kind,
        byte @Nullable [] proof,
        byte @Nullable [] publicKey,
        Set<KeyScope> scopes,
        AllowedNetworks networks,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedFrom) {
    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "KeyRow[" + id + "]";
    }
}
