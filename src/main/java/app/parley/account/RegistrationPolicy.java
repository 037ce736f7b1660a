package app.parley.account;

import app.parley.account.JdbcAccountStore.Entry;
import app.parley.platform.config.SettingStore;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may register by themselves, and how; the administrator's to say, and open until then. */
@Component
public class RegistrationPolicy {
    private static final String SETTING = "account.sign-up";
    private static final String BEFORE = "account.registration-open";
    private static final String DOMAINS = "account.sign-up-domains";
    private static final String EMAIL_REQUIRED = "account.email-required";
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");
    private static final int MOST_DOMAINS = 200;

    private final SettingStore settings;

    RegistrationPolicy(SettingStore settings) {
        this.settings = settings;
    }

    /** Whether the form may be shown. */
    public boolean isOpen() {
        return signUp() != SignUp.CLOSED;
    }

    /** Opens what is closed, in the way of before; closes what is open. */
    public void setOpen(boolean open) {
        if (open != isOpen()) {
            setSignUp(open ? SignUp.OPEN : SignUp.CLOSED);
        }
    }

    public SignUp signUp() {
        return settings.find(SETTING)
                .flatMap(SignUp::of)
                .orElseGet(
                        () ->
                                settings.find(BEFORE).map(Boolean::parseBoolean).orElse(true)
                                        ? SignUp.OPEN
                                        : SignUp.CLOSED);
    }

    public void setSignUp(SignUp signUp) {
        settings.put(SETTING, signUp.code());
    }

    /** Whose addresses are let in where {@link SignUp#DOMAINS} holds. */
    public List<String> domains() {
        return settings.find(DOMAINS)
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(text.split(" ")))
                .orElse(List.of());
    }

    /**
     * @throws ParleyException {@code invalid-request} if one is no domain
     */
    public void setDomains(List<String> domains) {
        if (domains.size() > MOST_DOMAINS) {
            throw new InvalidField("signUpDomains", "There are at most 200 domains.");
        }
        var checked =
                domains.stream()
                        .map(
                                typed ->
                                        domain(typed)
                                                .orElseThrow(
                                                        () ->
                                                                new InvalidField(
                                                                        "signUpDomains",
                                                                        "Domains look like example.org.")))
                        .distinct()
                        .toList();
        settings.put(DOMAINS, String.join(" ", checked));
    }

    public boolean isEmailRequired() {
        return settings.find(EMAIL_REQUIRED).map(Boolean::parseBoolean).orElse(false);
    }

    public void setEmailRequired(boolean required) {
        settings.put(EMAIL_REQUIRED, Boolean.toString(required));
    }

    /**
     * What is asked of somebody who comes now.
     *
     * @param invitation what the administrator has said of them beforehand
     * @throws ParleyException if they may not come in at all
     */
    Entry entry(@Nullable EmailAddress email, Optional<Invitation> invitation) {
        var signUp = signUp();
        boolean isInvited = invitation.isPresent();
        if (signUp == SignUp.CLOSED) {
            throw Registration.closed();
        }
        if (signUp == SignUp.INVITATION && !isInvited) {
            throw new ParleyException(
                    ErrorCode.INVITATION_REQUIRED,
                    "An invitation is needed here. Please ask an administrator for one.");
        }
        boolean byDomain = signUp == SignUp.DOMAINS && !isInvited;
        if (email == null && (byDomain || isEmailRequired())) {
            throw new InvalidField("email", "Please enter your e-mail address.");
        }
        if (byDomain && (email == null || !isOfDomains(email))) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN,
                    "Only people with an address at "
                            + String.join(", ", domains())
                            + " can make an account.");
        }
        return new Entry(
                true,
                invitation.map(Invitation::role).orElse(Role.USER),
                byDomain || isEmailRequired(),
                signUp == SignUp.APPROVAL && !isInvited);
    }

    private boolean isOfDomains(EmailAddress email) {
        var key = email.key();
        return domain(key.substring(key.lastIndexOf('@') + 1))
                .filter(domains()::contains)
                .isPresent();
    }

    private static Optional<String> domain(String typed) {
        try {
            var ascii = IDN.toASCII(typed.strip().toLowerCase(Locale.ROOT));
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
