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
    private final IdentityNews news;

    Identities(
            JdbcIdentityStore store,
            IdentityProviders providers,
            ProviderSignIn signIn,
            VouchedSignIn people,
            Database transactions,
            IdentityNews news) {
        this.store = store;
        this.providers = providers;
        this.signIn = signIn;
        this.people = people;
        this.transactions = transactions;
        this.news = news;
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
                    var identity =
                            store.of(accountId).stream()
                                    .filter(found -> found.id().equals(id))
                                    .findFirst()
                                    .orElseThrow(Identities::none);
                    store.remove(accountId, id);
                    if (store.of(accountId).isEmpty() && !people.hasOtherWayIn(accountId)) {
                        throw new ParleyException(
                                ErrorCode.CONFLICT,
                                "This is the only way in to your account. Set a password first.");
                    }
                    news.unlinked(identity, name(identity));
                    return true;
                });
    }

    private static ParleyException none() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such identity.");
    }

    private IdentityItem item(Identity identity) {
        return new IdentityItem(
                identity.id(),
                identity.providerId(),
                name(identity),
                masked(identity.hint()),
                identity.linkedAt());
    }

    private String name(Identity identity) {
        return providers
                .find(identity.providerId())
                .map(IdentityProvider::name)
                .orElse(identity.issuer());
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
