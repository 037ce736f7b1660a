package app.parley.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as they see themselves.
 *
 * @param secondFactorSetupRequired an administrator asks for a second factor, and there is none:
 *     nothing else opens before there is
 * @param hasPassword whether they can sign in with one
 */
record User(
        UUID id,
        String username,
        String displayName,
        @Nullable String email,
        boolean emailVerified,
        Role role,
        boolean secondFactor,
        boolean secondFactorSetupRequired,
        boolean hasPassword,
        Instant createdAt,
        Preferences preferences) {}
