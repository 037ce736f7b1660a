package app.parley.model.openai;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is asked for although some servers refuse a request because of it. */
enum Option {
    /** {@code stream_options}: the usage at the end of the stream. */
    USAGE,
    /** {@code max_tokens}: the limit of the output, as every server but the newest knows it. */
    LIMIT,
    /** {@code max_completion_tokens}: the same for models that reason. */
    COMPLETION_LIMIT;

    /**
     * The options to ask again with after a refusal; the same ones if they are not to blame.
     *
     * @param body what the server wrote
     * @param limited whether the request had a limit of the output
     */
    static Set<Option> after(Set<Option> sent, int status, String body, boolean limited) {
        if (status != 400 && status != 422) {
            return sent;
        }
        var text = body.toLowerCase(Locale.ROOT);
        var next = EnumSet.copyOf(sent);
        if (limited && text.matches("(?s).*max_(completion_)?tokens.*")) {
            next.remove(sent.contains(LIMIT) ? LIMIT : COMPLETION_LIMIT);
        } else if (text.contains("stream_options")
                || text.contains("include_usage")
                || text.matches("(?s).*(extra|unknown|unrecognized|unexpected|unsupported).*")) {
            next.remove(USAGE);
        }
        return next;
    }
}
