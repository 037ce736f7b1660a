package app.parley.account;

import java.util.Locale;

/** Why a session ended; kept with its row. */
enum EndReason {
    SIGNED_OUT,
    ENDED_BY_OWNER,
    PASSWORD_CHANGED,
    FACTORS_CHANGED,
    ENDED_BY_ADMINISTRATOR,
    PASSWORD_RESET,
    EMAIL_CHANGED,
    REUSED_TOKEN,
    SUSPENDED,
    ENDED_BY_PROVIDER;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
