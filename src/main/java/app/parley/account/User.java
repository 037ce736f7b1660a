package app.parley.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person as they see themselves. */
record User(
        UUID id,
        String username,
        String displayName,
        @Nullable String email,
        boolean emailVerified,
        Role role,
        Instant createdAt,
        Preferences preferences) {}
