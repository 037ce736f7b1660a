package app.parley.account;

import java.util.UUID;

/**
 * A session was ended: by signing out, from another device, or by an administrator. Published after
 * the commit.
 */
public record SessionEnded(UUID userId, UUID sessionId) {}
