package app.parley.chat;

/** A question goes no further, or an answer is withheld: with a sentence for the person. */
final class Blocked extends RuntimeException {
    /** The code of such an end, on the wire and with the stored answer. */
    static final String CODE = "blocked-by-moderation";

    private final String category;

    private Blocked(String category, String sentence) {
        super(sentence, null, false, false);
        this.category = category;
    }

    static Blocked question(String category) {
        return new Blocked(
                category,
                "This was not sent to a model: it goes against the rules of this server (%s)."
                        .formatted(category));
    }

    static Blocked answer(String category) {
        return new Blocked(
                category,
                "The answer was withheld: it goes against the rules of this server (%s)."
                        .formatted(category));
    }

    ChatEvent.Failed end() {
        return new ChatEvent.Failed(CODE, String.valueOf(getMessage()), null, category);
    }
}
