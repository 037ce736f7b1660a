package app.parley.account.oidc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Who gets an account by signing in with a provider for the first time. */
enum SignUpRule {
    /** Everybody whom the provider lets in. */
    ANY,
    /** Whose verified address is of one of some domains. */
    DOMAINS,
    /** Nobody: an account is linked first. */
    EXISTING;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SignUpRule> ofCode(String code) {
        for (var rule : values()) {
            if (rule.code().equals(code)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
