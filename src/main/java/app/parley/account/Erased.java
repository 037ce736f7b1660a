package app.parley.account;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was deleted with somebody's account.
 *
 * @param counts how much, of what a receipt tells
 * @param afterwards what cannot be undone, or must not be seen before it is certain: files, caches,
 *     open streams. Done after the commit; if the process dies before, the second round does it
 */
public record Erased(Map<Kind, Long> counts, Runnable afterwards) {
    /** What a receipt counts. */
    public enum Kind {
        CHATS,
        MESSAGES,
        DOCUMENTS,
        PASSAGES,
        FILES,
        KEYS,
        SESSIONS
    }

    public Erased {
        counts = Map.copyOf(counts);
    }

    /** Nothing that a receipt counts. */
    public static Erased uncounted() {
        return new Erased(Map.of(), () -> {});
    }

    public Erased count(Kind kind, long number) {
        var more = new EnumMap<Kind, Long>(Kind.class);
        more.putAll(counts);
        more.merge(kind, number, Long::sum);
        return new Erased(more, afterwards);
    }

    public Erased then(Runnable more) {
        return new Erased(
                counts,
                () -> {
                    afterwards.run();
                    more.run();
                });
    }
}
