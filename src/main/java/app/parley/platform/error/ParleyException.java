package app.parley.platform.error;

import java.util.Map;

/**
 * A failure that the client is told of: a stable code, a sentence for people, and facts a client
 * can act on.
 */
public class ParleyException extends RuntimeException {
    private final ErrorCode code;
    private final Map<String, Object> facts;

    /**
     * @param detail one sentence for the person, without anything internal
     */
    public ParleyException(ErrorCode code, String detail) {
        this(code, detail, Map.of());
    }

    /**
     * @param detail one sentence for the person, without anything internal
     * @param facts extra members of the problem details, such as {@code retryAfterSeconds}
     */
    public ParleyException(ErrorCode code, String detail, Map<String, Object> facts) {
        super(detail);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> facts() {
        return facts;
    }
}
