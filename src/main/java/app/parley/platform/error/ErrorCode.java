package app.parley.platform.error;

/**
 * Every way a request can fail, as the client sees it. The code is stable: clients, logs and the
 * documentation rely on it.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
    MALFORMED_JSON(400, "malformed-json", "The body is not valid JSON"),
    UNKNOWN_FIELD(400, "unknown-field", "The body has an unknown field"),
    IDEMPOTENCY_KEY_REQUIRED(
            400, "idempotency-key-required", "An Idempotency-Key header is required"),
    BAD_TOKEN(400, "bad-token", "The link is not good"),
    UNAUTHENTICATED(401, "unauthenticated", "Please sign in"),
    BAD_CREDENTIALS(401, "bad-credentials", "The username or password is wrong"),
    SECOND_FACTOR_REQUIRED(401, "second-factor-required", "A second factor is needed"),
    BAD_CODE(401, "bad-code", "The code is wrong"),
    BAD_SIGNATURE(401, "bad-signature", "The signature is not good"),
    FORBIDDEN(403, "forbidden", "You may not do this"),
    CROSS_SITE(403, "cross-site", "Requests from other sites are refused"),
    STEP_UP_REQUIRED(403, "step-up-required", "Please confirm that it is you"),
    SECOND_FACTOR_SETUP_REQUIRED(
            403, "second-factor-setup-required", "Please set up a second factor"),
    EMAIL_NOT_VERIFIED(403, "email-not-verified", "The e-mail address is not confirmed"),
    APPROVAL_PENDING(403, "approval-pending", "An administrator has not approved the account yet"),
    INVITATION_REQUIRED(403, "invitation-required", "An invitation is needed"),
    INSUFFICIENT_SCOPE(403, "insufficient-scope", "The key may not do this"),
    NOT_FOUND(404, "not-found", "Not found"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "No acceptable representation"),
    TOO_SLOW(408, "too-slow", "The request came too slowly"),
    CONFLICT(409, "conflict", "The request conflicts with the current state"),
    USERNAME_TAKEN(409, "username-taken", "The username is taken"),
    EMAIL_TAKEN(409, "email-taken", "The e-mail address is taken"),
    TURN_RUNNING(409, "turn-running", "An answer is being written in this chat"),
    TREE_CHANGED(409, "tree-changed", "The chat has changed meanwhile"),
    SETTING_LOCKED(409, "setting-locked", "The setting is fixed by the environment"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The media type is not supported"),
    IDEMPOTENCY_MISMATCH(
            422, "idempotency-mismatch", "The Idempotency-Key was used for another request"),
    WEAK_PASSWORD(422, "weak-password", "The password is too weak"),
    BLOCKED_BY_MODERATION(422, "blocked-by-moderation", "The text is not allowed here"),
    MODEL_UNAVAILABLE(422, "model-unavailable", "The model is not available"),
    RATE_LIMITED(429, "rate-limited", "Too many requests"),
    INTERNAL(500, "internal", "Something went wrong"),
    ANSWER_FAILED(502, "answer-failed", "The model did not answer"),
    SHUTTING_DOWN(503, "shutting-down", "Parley is restarting"),
    DATABASE_UNAVAILABLE(503, "database-unavailable", "The database cannot be reached");

    private final int status;
    private final String code;
    private final String title;

    ErrorCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable kebab-case code. */
    public String code() {
        return code;
    }

    /** A short title that is the same for every occurrence (RFC 9457, section 3.1.3). */
    public String title() {
        return title;
    }
}
