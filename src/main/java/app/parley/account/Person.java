package app.parley.account;

import java.util.UUID;

/** Somebody with an account, as others see them. */
public record Person(UUID id, String username, String displayName) {}
