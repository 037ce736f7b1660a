package app.parley.account;

import app.parley.account.factor.Factors;
import app.parley.platform.config.SettingStore;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which passwords are taken now: what {@link PasswordPolicy} says, and what administrators add. */
@Component
public class PasswordRules {
    private static final String MIN_LENGTH = "account.password-min-length";
    private static final String BREACH_CHECK = "account.breach-check";
    private static final int SHORTEST_OF_ALL = 8;
    private static final int LONGEST_DEMAND = 64;

    private final PasswordPolicy policy;
    private final AccountProperties environment;
    private final SettingStore settings;
    private final BreachedPasswords breached;
    private final Factors factors;

    PasswordRules(
            PasswordPolicy policy,
            AccountProperties environment,
            SettingStore settings,
            BreachedPasswords breached,
            Factors factors) {
        this.policy = policy;
        this.environment = environment;
        this.settings = settings;
        this.breached = breached;
        this.factors = factors;
    }

    /** The fewest characters of a password that stands alone. */
    public int shortest() {
        return settings.find(MIN_LENGTH)
                .map(Integer::parseInt)
                .orElseGet(environment::passwordMinLength);
    }

    public void setShortest(int length) {
        if (length < SHORTEST_OF_ALL || length > LONGEST_DEMAND) {
            throw new InvalidField(
                    "passwordMinLength", "The shortest password has from 8 to 64 characters.");
        }
        settings.put(MIN_LENGTH, Integer.toString(length));
    }

    /** Whether passwords are looked up among those that were stolen elsewhere. */
    public boolean isBreachChecked() {
        return settings.find(BREACH_CHECK).map(Boolean::parseBoolean).orElse(false);
    }

    public void setBreachChecked(boolean checked) {
        settings.put(BREACH_CHECK, Boolean.toString(checked));
    }

    /**
     * @param accountId whose it is to be; null for somebody who has no account yet
     * @throws ParleyException saying what to change
     */
    void check(String field, String password, String username, @Nullable UUID accountId) {
        policy.check(field, password, username, shortestFor(accountId));
        if (isBreachChecked() && breached.contains(password)) {
            throw new InvalidField(
                    ErrorCode.WEAK_PASSWORD,
                    field,
                    "This password is in a list of passwords that were stolen elsewhere. Please choose another.");
        }
    }

    private int shortestFor(@Nullable UUID accountId) {
        boolean isSecond = accountId != null && !factors.methods(accountId).isEmpty();
        return isSecond ? Math.min(SHORTEST_OF_ALL, shortest()) : shortest();
    }
}
