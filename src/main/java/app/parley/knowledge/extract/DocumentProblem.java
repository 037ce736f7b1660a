package app.parley.knowledge.extract;

import java.util.Locale;

/** Why a file cannot become a searchable document: a stable code, and a sentence for people. */
public final class DocumentProblem extends Exception {
    /** The reasons. */
    public enum Code {
        UNREADABLE,
        ENCRYPTED,
        TOO_LARGE,
        TOO_COMPLEX,
        TIMED_OUT,
        EMPTY,
        UNSUPPORTED_TYPE,
        NOT_FOUND,
        BLOCKED_ADDRESS,
        UNREACHABLE,
        DISALLOWED,
        EMBEDDING_FAILED,
        INTERNAL;

        /** As clients know it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Code code;

    public DocumentProblem(Code code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
