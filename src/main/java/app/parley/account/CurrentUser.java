package app.parley.account;

import java.util.UUID;

/** Who sends the request; a parameter of controller methods. */
public record CurrentUser(UUID userId, UUID sessionId, String username, Role role) {}
