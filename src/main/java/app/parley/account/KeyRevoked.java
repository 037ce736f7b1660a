package app.parley.account;

import java.util.UUID;

/** A key opens nothing any more. Published after the commit. */
public record KeyRevoked(UUID userId, UUID keyId) {}
