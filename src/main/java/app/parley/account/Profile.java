package app.parley.account;

import app.parley.platform.error.ErrorCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people say about themselves and choose for themselves. */
@Component
class Profile {
    private static final int LONGEST_LANGUAGE = 35;
    private static final int LONGEST_MODEL = 300;

    private final JdbcAccountStore accounts;
    private final SecondFactor secondFactor;
    private final SecondFactorPolicy policy;
    private final JsonMapper json;

    Profile(
            JdbcAccountStore accounts,
            SecondFactor secondFactor,
            SecondFactorPolicy policy,
            JsonMapper json) {
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.policy = policy;
        this.json = json;
    }

    User of(CurrentUser user) {
        return of(user.userId());
    }

    User change(CurrentUser user, @Nullable String displayName, @Nullable ObjectNode preferences) {
        if (displayName != null) {
            accounts.setDisplayName(user.userId(), DisplayName.checked(displayName));
        }
        if (preferences != null) {
            accounts.changePreferences(user.userId(), current -> merged(current, preferences));
        }
        return of(user.userId());
    }

    User of(Account account) {
        boolean hasFactor = !secondFactor.methods(account.id()).isEmpty();
        return new User(
                account.id(),
                account.username(),
                account.displayName(),
                account.email(),
                account.emailVerified(),
                account.role(),
                hasFactor,
                !hasFactor && policy.requires(account.role()),
                account.passwordHash() != null,
                account.createdAt(),
                account.preferences());
    }

    private User of(UUID userId) {
        return of(accounts.byId(userId).orElseThrow());
    }

    private Preferences merged(Preferences current, ObjectNode change) {
        ObjectNode merged = json.valueToTree(current);
        merged.setAll(change);
        Preferences preferences;
        try {
            preferences =
                    json.readerFor(Preferences.class)
                            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .readValue(merged);
        } catch (UnrecognizedPropertyException unknown) {
            throw new InvalidField(
                    ErrorCode.UNKNOWN_FIELD,
                    "preferences." + unknown.getPropertyName(),
                    "There is no such preference.");
        } catch (JacksonException mistyped) {
            throw new InvalidField("preferences", "A preference does not have the expected type.");
        }
        checkText("language", preferences.language(), LONGEST_LANGUAGE);
        checkText("defaultModel", preferences.defaultModel(), LONGEST_MODEL);
        return preferences;
    }

    private static void checkText(String name, @Nullable String value, int longest) {
        if (value != null && (value.length() > longest || !Text.isClean(value))) {
            throw new InvalidField(
                    "preferences." + name, "This is too long, or has characters nobody can type.");
        }
    }
}
