package app.parley.knowledge;

import org.jspecify.annotations.Nullable;

/** An embedding model could not be asked; the message is a sentence for people. */
final class EmbeddingException extends RuntimeException {
    private final String sentence;
    private final boolean passing;

    /**
     * @param passing whether it may work later
     */
    EmbeddingException(String sentence, boolean passing, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
        this.passing = passing;
    }

    String sentence() {
        return sentence;
    }

    boolean isPassing() {
        return passing;
    }
}
