package app.parley.account;

import java.util.UUID;

/** Somebody has shown who they are, and cannot come in before their address is confirmed. */
record EmailAwaited(UUID accountId) {}
