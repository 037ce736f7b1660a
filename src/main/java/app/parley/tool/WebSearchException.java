package app.parley.tool;

import java.util.Locale;

/** The web could not be searched; the message is a sentence for people, without any key. */
public final class WebSearchException extends RuntimeException {
    /** Why. */
    public enum Reason {
        NOT_CONNECTED,
        BAD_KEY,
        RATE_LIMITED,
        REFUSED,
        OVERLOADED,
        UNREACHABLE,
        TIMED_OUT,
        /** Something else than results, or more than is read. */
        BAD_ANSWER;

        /** As clients know it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    public WebSearchException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
