package app.parley.account.oidc;

import org.jspecify.annotations.Nullable;

/** A sign-in with a provider ends here. The message is for the log, the problem for the person. */
final class SignInFailed extends RuntimeException {
    private final SignInProblem problem;

    SignInFailed(SignInProblem problem, String message) {
        this(problem, message, null);
    }

    SignInFailed(SignInProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    SignInProblem problem() {
        return problem;
    }

    static SignInFailed notBelievable(String message) {
        return new SignInFailed(SignInProblem.INVALID_ANSWER, message);
    }
}
