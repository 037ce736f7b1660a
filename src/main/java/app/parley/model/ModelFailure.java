package app.parley.model;

/** The closed set of ways in which a model fails. */
public enum ModelFailure {
    BAD_KEY("bad-key"),
    NO_SUCH_MODEL("no-such-model"),
    RATE_LIMITED("rate-limited"),
    OVERLOADED("overloaded"),
    TOO_LONG("too-long"),
    REFUSED("refused"),
    UNREACHABLE("unreachable"),
    BROKEN_STREAM("broken-stream");

    private final String code;

    ModelFailure(String code) {
        this.code = code;
    }

    /** The stable code on the wire. */
    public String code() {
        return code;
    }
}
