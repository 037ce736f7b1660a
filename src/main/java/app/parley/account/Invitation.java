package app.parley.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's word for somebody who has no account yet.
 *
 * @param email whom it is for; null: whoever has the link
 * @param usedBy who made an account with it
 */
record Invitation(
        UUID id,
        @Nullable String email,
        Role role,
        Instant createdAt,
        Instant expiresAt,
        @Nullable UUID usedBy) {}
