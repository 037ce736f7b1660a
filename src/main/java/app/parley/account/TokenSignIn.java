package app.parley.account;

import app.parley.account.Registration.Registered;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Registers people and signs them in for clients of a facade, which keep one long-lived token. It
 * names a session like any other: its owner sees it, and it ends as others do.
 */
@Service
public class TokenSignIn {
    private final Registration registration;
    private final SignIn signIn;
    private final AccessTokens tokens;

    TokenSignIn(Registration registration, SignIn signIn, AccessTokens tokens) {
        this.registration = registration;
        this.signIn = signIn;
        this.tokens = tokens;
    }

    /**
     * @param token opens the facade's routes
     */
    public record SignedIn(UUID userId, String username, String token) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "SignedIn[" + userId + "]";
        }
    }

    /**
     * @throws app.parley.platform.error.ParleyException as {@code POST /api/v1/auth/register} fails
     */
    public SignedIn register(Facade facade, String username, String password, Client client) {
        var form = new NewAccount(username, password, null, null, null);
        return switch (registration.register(form, client)) {
            case Registered.In(var signedIn) -> answer(facade, signedIn);
            // Where more than a name is asked for there is no such account yet to sign in to.
            case Registered.Waiting _ ->
                    throw new ParleyException(
                            ErrorCode.APPROVAL_PENDING,
                            "An administrator has to approve your account first.");
        };
    }

    /**
     * @throws app.parley.platform.error.ParleyException as {@code POST /api/v1/auth/login} fails
     */
    public SignedIn signIn(Facade facade, String username, String password, Client client) {
        return answer(facade, signIn.signIn(username, password, client));
    }

    private SignedIn answer(Facade facade, SignIn.SignedIn signedIn) {
        var account = signedIn.account();
        var token =
                tokens.issue(
                        account,
                        signedIn.grant().sessionId(),
                        facade.audience(),
                        facade.tokenTtl());
        return new SignedIn(account.id(), account.username(), token);
    }
}
