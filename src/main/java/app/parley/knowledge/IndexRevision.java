package app.parley.knowledge;

import java.util.Optional;

/**
 * How far an index is with a collection.
 *
 * @param made when the collection was made, which tells it from one of the same id in another
 *     database
 * @param changes how many of its changes are in
 */
record IndexRevision(long made, long changes) {
    String text() {
        return made + "." + changes;
    }

    static Optional<IndexRevision> parse(String text) {
        var parts = text.split("\\.");
        try {
            return parts.length == 2
                    ? Optional.of(
                            new IndexRevision(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
