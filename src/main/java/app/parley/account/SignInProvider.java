package app.parley.account;

import org.jspecify.annotations.Nullable;

/**
 * A provider of identities, as a client offers it to people who are not signed in.
 *
 * @param preset whose sign the client draws; null: none that it knows
 */
public record SignInProvider(String id, String name, @Nullable String preset) {}
