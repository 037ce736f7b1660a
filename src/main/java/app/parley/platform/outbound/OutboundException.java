package app.parley.platform.outbound;

import org.jspecify.annotations.Nullable;

/** Why something could not be fetched; the message is a sentence for people. */
public final class OutboundException extends RuntimeException {
    /** The kinds of failure. */
    public enum Reason {
        /** Not an address of the web that can be fetched. */
        INVALID_ADDRESS,
        /** It leads where the product does not go. */
        BLOCKED_ADDRESS,
        /** No such host, nobody listens, or the connection broke. */
        UNREACHABLE,
        TIMED_OUT,
        TOO_LARGE,
        TOO_MANY_REDIRECTS,
        /** To where whoever asked does not want to go. */
        UNWANTED_REDIRECT,
        /** Not of the kinds that were asked for. */
        UNWANTED_TYPE
    }

    private final Reason reason;

    OutboundException(Reason reason, String message) {
        this(reason, message, null);
    }

    OutboundException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
