package app.parley.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may make an account. */
public enum SignUp {
    /** Anybody. */
    OPEN,
    /** Whoever has an address of certain domains, and shows that it is theirs. */
    DOMAINS,
    /** Whoever an administrator has invited. */
    INVITATION,
    /** Anybody; an administrator lets each of them in. */
    APPROVAL,
    /** Nobody. */
    CLOSED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SignUp> of(String code) {
        return Stream.of(values()).filter(each -> each.code().equals(code)).findFirst();
    }
}
