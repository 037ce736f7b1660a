package app.parley.account;

import java.util.UUID;

/** What somebody needs beside a password to sign in. */
interface HeldFactors {
    /** Whether a password alone does not open the account. */
    boolean hasSecond(UUID accountId);
}
