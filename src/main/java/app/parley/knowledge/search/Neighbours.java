package app.parley.knowledge.search;

import app.parley.knowledge.index.StoredPassage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands right before and after the passages that were found: a passage often begins in the
 * middle of a thought. A model reads it along; what is cited stays the passage.
 */
final class Neighbours {
    /** A place in a document. */
    private record Place(UUID document, int ordinal) {}

    private final Map<Place, StoredPassage> around = new HashMap<>();
    private final Set<UUID> read = new HashSet<>();
    private int tokens;

    private Neighbours(List<StoredPassage> found, List<StoredPassage> around) {
        around.forEach(
                passage ->
                        this.around.put(new Place(passage.document(), passage.ordinal()), passage));
        for (var passage : found) {
            read.add(passage.id());
            tokens += passage.tokens();
        }
    }

    /**
     * Each passage's text with what stands around it, of the first ones first, as long as all of it
     * fits. Nothing is read twice.
     *
     * @param found the best first
     * @param around passages that stand next to them
     */
    static Map<UUID, String> contexts(List<StoredPassage> found, List<StoredPassage> around) {
        var neighbours = new Neighbours(found, around);
        Map<UUID, String> contexts = new HashMap<>();
        for (var passage : found) {
            contexts.put(passage.id(), neighbours.context(passage));
        }
        return contexts;
    }

    private String context(StoredPassage passage) {
        var before = take(passage, -1);
        var after = take(passage, 1);
        // Passages may overlap: what is in two of them is said once.
        var said = new StringBuilder();
        if (before != null) {
            int own = Math.clamp(passage.start() - before.start(), 0, before.text().length());
            said.append(before.text(), 0, own).append(gap(before.end(), passage.start()));
        }
        said.append(passage.text());
        if (after != null) {
            int shared = Math.clamp(passage.end() - after.start(), 0, after.text().length());
            said.append(gap(passage.end(), after.start()))
                    .append(after.text(), shared, after.text().length());
        }
        return said.toString();
    }

    /** Between passages there is nothing but space, which has been cut off. */
    private static String gap(int end, int start) {
        return start > end ? "\n" : "";
    }

    private @Nullable StoredPassage take(StoredPassage passage, int step) {
        var neighbour = around.get(new Place(passage.document(), passage.ordinal() + step));
        if (neighbour == null
                || tokens + neighbour.tokens() > PassageSelection.BUDGET_TOKENS
                || !read.add(neighbour.id())) {
            return null;
        }
        tokens += neighbour.tokens();
        return neighbour;
    }
}
