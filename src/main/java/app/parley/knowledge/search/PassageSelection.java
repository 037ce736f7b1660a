package app.parley.knowledge.search;

import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.StoredPassage;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Decides which of the passages that were found are read, and says of each of them why or why not:
 * the best ones, few of any document, none that says what another has said, and no more than fit.
 */
public final class PassageSelection {
    private static final int PER_DOCUMENT = 3;

    /** What all of them may cost together; a model's window has other things to hold. */
    static final int BUDGET_TOKENS = 3_000;

    /** How many of the best passages tell whether any of them bears on the question. */
    private static final int EVIDENCE = 8;

    /** Two passages this close say the same. */
    private static final double SAME = 0.97;

    private PassageSelection() {}

    /** Why a passage is read, or is not. */
    enum Reason {
        USED,
        /** None of the passages bears on the question. */
        BELOW_GATE,
        OVER_BUDGET,
        DUPLICATE,
        TOO_MANY_FROM_DOCUMENT,
        OUTRANKED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A passage that was found, and what became of it. */
    public record Judged(HybridSearch.Ranked ranked, StoredPassage passage, Reason reason) {
        public boolean isUsed() {
            return reason == Reason.USED;
        }
    }

    /** How many candidates are worth reading from the rows for a selection of this many. */
    static int candidates(int limit) {
        return Math.max(EVIDENCE, 4 * limit);
    }

    /**
     * @param ranked the best first
     * @param passages those of them that the reader may see
     * @param bears whether anything that was found bears on the question
     * @param limit how many are read at most
     */
    public static List<Judged> of(
            List<HybridSearch.Ranked> ranked,
            Map<UUID, StoredPassage> passages,
            boolean bears,
            int limit) {
        List<Judged> judged = new ArrayList<>();
        List<StoredPassage> used = new ArrayList<>();
        Map<UUID, Integer> perDocument = new HashMap<>();
        int tokens = 0;
        for (var candidate : ranked) {
            // An index that lags behind the rows may name one that is gone.
            var passage = passages.get(candidate.passage());
            if (passage == null) {
                continue;
            }
            var reason = Reason.USED;
            if (!bears) {
                reason = Reason.BELOW_GATE;
            } else if (used.size() == limit) {
                reason = Reason.OUTRANKED;
            } else if (perDocument.getOrDefault(passage.document(), 0) == PER_DOCUMENT) {
                reason = Reason.TOO_MANY_FROM_DOCUMENT;
            } else if (used.stream().anyMatch(other -> says(other, passage))) {
                reason = Reason.DUPLICATE;
            } else if (tokens + passage.tokens() > BUDGET_TOKENS) {
                reason = Reason.OVER_BUDGET;
            } else {
                used.add(passage);
                perDocument.merge(passage.document(), 1, Integer::sum);
                tokens += passage.tokens();
            }
            judged.add(new Judged(candidate, passage, reason));
        }
        return judged;
    }

    /** Whether what was found bears on the question at all. */
    static boolean bears(
            String query, HybridSearch.Found found, Map<UUID, StoredPassage> passages) {
        Collection<String> best =
                found.ranked().stream()
                        .limit(EVIDENCE)
                        .map(candidate -> passages.get(candidate.passage()))
                        .<String>mapMulti(
                                (passage, said) -> {
                                    if (passage != null) {
                                        said.accept(
                                                passage.title()
                                                        + " "
                                                        + passage.section()
                                                        + " "
                                                        + passage.text());
                                    }
                                })
                        .toList();
        return Relevance.bears(query, found.closeness(), best);
    }

    private static boolean says(StoredPassage one, StoredPassage other) {
        return one.text().strip().equals(other.text().strip())
                || Vectors.cosine(one.embedding(), other.embedding()) > SAME;
    }
}
