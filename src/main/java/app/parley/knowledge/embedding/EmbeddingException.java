package app.parley.knowledge.embedding;

import org.jspecify.annotations.Nullable;

/** An embedding model could not be asked; the message is a sentence for people. */
public final class EmbeddingException extends RuntimeException {
    private final String sentence;
    private final boolean passing;

    /**
     * @param passing whether it may work later
     */
    public EmbeddingException(String sentence, boolean passing, @Nullable Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
        this.passing = passing;
    }

    public String sentence() {
        return sentence;
    }

    public boolean isPassing() {
        return passing;
    }
}
