package app.parley.account.oidc;

import java.util.Locale;

/** Why a sign-in with a provider did not succeed; the client has a sentence for each code. */
enum SignInProblem {
    /** No such provider, or it is switched off. */
    UNKNOWN_PROVIDER,
    /** Took too long, was finished already, or was begun in another browser. */
    EXPIRED,
    /** The person declined at the provider. */
    CANCELLED,
    /** The provider refused, and it is not the person's doing. */
    PROVIDER_REFUSED,
    /** It cannot be reached, or takes too long. */
    PROVIDER_UNREACHABLE,
    /** What it says cannot be believed. */
    INVALID_ANSWER,
    /** Only accounts that there are may be linked. */
    NO_SIGN_UP,
    /** The address is not of a domain that may sign up. */
    DOMAIN_NOT_ALLOWED,
    /** The provider does not say that the address is the person's. */
    EMAIL_NOT_VERIFIED,
    /** Somebody has the address already; only they can link the two, from their account. */
    ACCOUNT_EXISTS,
    /** The account is suspended, or waits for an administrator. */
    NOT_ADMITTED,
    /** What was to be linked belongs to another account. */
    LINKED_ELSEWHERE,
    /** The session that asked for this has ended meanwhile. */
    SIGNED_OUT,
    /** The provider did not ask for the person again. */
    NOT_FRESH,
    /** Somebody else answered than the account's owner. */
    OTHER_PERSON;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
