package app.parley.moderation;

/**
 * A rule that a text falls under.
 *
 * @param rule the rule's name, or {@code openai}
 * @param from where in the text it begins, in UTF-16 units
 */
public record Finding(String rule, String category, ModerationAction action, int from, int to) {
    public boolean blocks() {
        return action == ModerationAction.BLOCK;
    }

    public boolean warns() {
        return action == ModerationAction.WARN;
    }
}
