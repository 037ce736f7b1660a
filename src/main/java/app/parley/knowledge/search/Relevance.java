package app.parley.knowledge.search;

import app.parley.platform.text.Words;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides whether passages bear on a question at all. The best passage of an unrelated collection
 * is still the best, so that its rank says nothing: the closeness of its meaning does, and where
 * that is unclear, whether the question's words are there.
 */
final class Relevance {
    /** The share of the question's words that is needed where its meaning is just close enough. */
    private static final double MOST_NEEDED = 0.9;

    /** The share that is needed where its meaning is nearly close enough by itself. */
    private static final double LEAST_NEEDED = 0.4;

    private Relevance() {}

    /**
     * @param closeness of the closest passage, 0 for unrelated, 1 for related
     * @param passages what the best passages say
     */
    static boolean bears(String question, double closeness, Collection<String> passages) {
        if (closeness >= 1) {
            return true;
        }
        double needed = LEAST_NEEDED + (1 - closeness) * (MOST_NEEDED - LEAST_NEEDED);
        return closeness >= 0 && shared(question, passages) >= needed;
    }

    /** The share of the question's words that the passages have. */
    private static double shared(String question, Collection<String> passages) {
        var asked = Words.of(question);
        if (asked.isEmpty()) {
            return 1;
        }
        Set<String> said = new HashSet<>();
        passages.forEach(passage -> said.addAll(Words.of(passage)));
        return (double) asked.stream().filter(said::contains).count() / asked.size();
    }
}
