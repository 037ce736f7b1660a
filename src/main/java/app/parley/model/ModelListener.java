package app.parley.model;

/** Takes the words of an answer as they arrive; must not block. */
public interface ModelListener {
    /**
     * The next piece of the answer; never empty, possibly many tokens; surrogate pairs are whole.
     */
    void text(String delta);

    /** The next piece of what the model thinks before it answers. */
    void reasoning(String delta);
}
