package app.parley.account;

/** Whether an account may have sessions. */
enum Standing {
    GOOD,
    SUSPENDED,
    /** Somebody has to show first that the address is theirs. */
    AWAITS_EMAIL,
    /** An administrator has to approve first. */
    AWAITS_APPROVAL
}
