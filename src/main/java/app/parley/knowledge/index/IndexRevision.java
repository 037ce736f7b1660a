package app.parley.knowledge.index;

import java.util.Optional;

/**
 * How far an index is with a collection.
 *
 * @param made when the collection was made, which tells it from one of the same id in another
 *     database
 * @param changes how many of its changes are in
 * @param model what has made the vectors
 */
public record IndexRevision(long made, long changes, String model) {
    public String text() {
        return made + "." + changes + "." + model;
    }

    public static Optional<IndexRevision> parse(String text) {
        var parts = text.split("\\.", 3);
        try {
            return parts.length == 3
                    ? Optional.of(
                            new IndexRevision(
                                    Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    /** Whether an index that is this far can go on from there instead of starting anew. */
    public boolean continues(IndexRevision held) {
        return held.made() == made && held.model().equals(model);
    }
}
