/**
 * Passkeys: keys that a device or a password manager holds, and that sign in without a password
 * (WebAuthn).
 */
@NullMarked
package app.parley.account.passkey;

import org.jspecify.annotations.NullMarked;
