package app.parley.account.passkey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its owner sees it.
 *
 * @param synced whether a provider keeps a copy, so that it outlives the device
 */
public record Passkey(
        UUID id, String name, Instant createdAt, @Nullable Instant lastUsedAt, boolean synced) {}
