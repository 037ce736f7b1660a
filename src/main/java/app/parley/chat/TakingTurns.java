package app.parley.chat;

import app.parley.knowledge.FoundPassage;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one list of two that are ranked, each the best first. Their scores are comparable within
 * one list only, because each was found in a different heap; ranks are comparable everywhere, so
 * that the best of both come before the second best of both.
 */
final class TakingTurns {
    private static final int PASSAGES = 12;

    /** About what a search in either place alone may cost a model's window, and half as much. */
    private static final int BUDGET_CHARACTERS = 18_000;

    private TakingTurns() {}

    /** One list alone stays as it is: whoever made it has kept to a budget. */
    static List<FoundPassage> of(List<FoundPassage> first, List<FoundPassage> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        var merged = new ArrayList<FoundPassage>();
        int characters = 0;
        for (int rank = 0; rank < Math.max(first.size(), second.size()); rank++) {
            for (var list : List.of(first, second)) {
                if (rank < list.size()) {
                    var passage = list.get(rank);
                    characters += passage.text().length();
                    if (merged.size() == PASSAGES || characters > BUDGET_CHARACTERS) {
                        return merged;
                    }
                    merged.add(passage);
                }
            }
        }
        return merged;
    }
}
