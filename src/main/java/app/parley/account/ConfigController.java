package app.parley.account;

import app.parley.account.passkey.RelyingParties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a client must know before anybody has signed in. */
@RestController
class ConfigController {
    private final Registration registration;
    private final RegistrationPolicy policy;
    private final PasswordRules passwords;
    private final ConnectedParts parts;
    private final MailServer mail;
    private final SignInProviders providers;
    private final RelyingParties parties;
    private final ChatAccess chats;
    private final String version;

    ConfigController(
            Registration registration,
            RegistrationPolicy policy,
            PasswordRules passwords,
            ConnectedParts parts,
            MailServer mail,
            SignInProviders providers,
            RelyingParties parties,
            ChatAccess chats,
            ObjectProvider<BuildProperties> build) {
        this.registration = registration;
        this.policy = policy;
        this.passwords = passwords;
        this.parts = parts;
        this.mail = mail;
        this.providers = providers;
        this.parties = parties;
        this.chats = chats;
        var properties = build.getIfAvailable();
        // Started from an IDE, there is no build.
        version = properties == null ? "development" : String.valueOf(properties.getVersion());
    }

    /**
     * @param firstUser nobody has registered yet: whoever does becomes the administrator
     * @param secondFactorRecommended a password of this length alone is weaker than NIST SP
     *     800-63B-4 asks for
     * @param passkeys whether browsers make them for this address
     * @param webSearch whether questions can be looked up in the web
     * @param signUp who may make an account
     * @param emailRequired whether an address is asked for
     * @param mail whether letters leave the machine; else only whoever runs Parley can read them
     * @param identityProviders whom people can sign in with beside a password
     * @param adminChatAccess whether administrators can open people's chats, with a reason that is
     *     shown to them
     */
    record ClientConfig(
            String version,
            boolean firstUser,
            boolean registrationOpen,
            int passwordMinLength,
            boolean secondFactorRecommended,
            boolean webSearch,
            boolean mail,
            List<SignInProvider> identityProviders,
            boolean passkeys,
            SignUp signUp,
            boolean emailRequired,
            boolean adminChatAccess) {}

    @GetMapping("/api/v1/config")
    ClientConfig config(HttpServletRequest request) {
        boolean firstUser = registration.isFirstUserAwaited();
        return new ClientConfig(
                version,
                firstUser,
                firstUser || policy.isOpen(),
                passwords.shortest(),
                true,
                parts.webSearch(),
                mail.isConnected(),
                providers.offered(),
                parties.find(request).isPresent(),
                policy.signUp(),
                policy.isEmailRequired() || policy.signUp() == SignUp.DOMAINS,
                chats.isGivenToAdministrators());
    }
}
