package app.parley.model.guide;

/** What the Guide knows of the other models. */
@FunctionalInterface
public interface LanguageModels {
    /** Whether a language model could be chosen instead of the Guide. */
    boolean areConnected();
}
