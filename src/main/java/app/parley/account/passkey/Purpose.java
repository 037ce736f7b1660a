package app.parley.account.passkey;

import java.util.Locale;

/** What a signature is for; one that was asked for one purpose serves no other. */
public enum Purpose {
    REGISTER,
    SIGN_IN,
    SECOND_FACTOR,
    STEP_UP;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
