package app.parley.account.passkey;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has a passkey more, or fewer.
 *
 * @param sessionId the session that did it; null where it was not theirs
 */
public record PasskeysChanged(UUID accountId, boolean added, @Nullable UUID sessionId) {}
