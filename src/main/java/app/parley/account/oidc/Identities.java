package app.parley.account.oidc;

import app.parley.account.CurrentUser;
import app.parley.account.VouchedSignIn;
import app.parley.account.oidc.IdentityController.IdentityItem;
import app.parley.account.oidc.JdbcIdentityStore.Identity;
import app.parley.platform.db.Database;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who people are at providers, as they see and change it themselves. */
@Component
class Identities {
    private static final String SETTINGS_PAGE = "/settings/security";

    private final JdbcIdentityStore store;
    private final IdentityProviders providers;
    private final ProviderSignIn signIn;
    private final VouchedSignIn people;
    private final Transactions transactions;

    Identities(
            JdbcIdentityStore store,
            IdentityProviders providers,
            ProviderSignIn signIn,
            VouchedSignIn people,
            Database transactions) {
        this.store = store;
        this.providers = providers;
        this.signIn = signIn;
        this.people = people;
        this.transactions = transactions;
    }

    List<IdentityItem> of(UUID accountId) {
        return store.of(accountId).stream().map(this::item).toList();
    }

    ProviderSignIn.Departure link(
            CurrentUser user,
            String providerId,
            @Nullable String returnTo,
            HttpServletRequest request) {
        try {
            return signIn.begin(
                    providerId,
                    Attempt.Purpose.LINK,
                    user.sessionId(),
                    ReturnPath.checked(returnTo == null ? SETTINGS_PAGE : returnTo),
                    request);
        } catch (SignInFailed failed) {
            if (failed.problem() == SignInProblem.UNKNOWN_PROVIDER) {
                throw new ParleyException(ErrorCode.NOT_FOUND, "There is no such provider.");
            }
            throw new ParleyException(
                    ErrorCode.CONFLICT, "The provider cannot be reached. Please try again later.");
        }
    }

    /**
     * @throws ParleyException {@code conflict} if nobody could sign in to the account any more
     */
    void remove(UUID accountId, UUID id) {
        transactions.transaction(
                () -> {
                    if (!store.remove(accountId, id)) {
                        throw new ParleyException(
                                ErrorCode.NOT_FOUND, "There is no such identity.");
                    }
                    if (store.of(accountId).isEmpty() && !people.hasPassword(accountId)) {
                        throw new ParleyException(
                                ErrorCode.CONFLICT,
                                "This is the only way in to your account. Set a password first.");
                    }
                    return true;
                });
    }

    private IdentityItem item(Identity identity) {
        var name =
                providers
                        .find(identity.providerId())
                        .map(IdentityProvider::name)
                        .orElse(identity.issuer());
        return new IdentityItem(
                identity.id(),
                identity.providerId(),
                name,
                masked(identity.hint()),
                identity.linkedAt());
    }

    /** Enough to know it again, too little to write to. */
    private static String masked(String hint) {
        int at = hint.indexOf('@');
        int shown = Math.min(at < 0 ? hint.length() : at, at < 0 ? 40 : 2);
        return at < 0
                ? hint.substring(0, shown)
                : hint.substring(0, shown) + "…" + hint.substring(at);
    }
}
