package app.parley.platform.limits;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param key which of the account's keys it is sent with, if with any
 */
public record Caller(UUID account, @Nullable UUID key) {}
