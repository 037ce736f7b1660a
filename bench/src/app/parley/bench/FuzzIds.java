package app.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The ids that the server has given out, by what they are ids of, so that requests reach something.
 */
final class FuzzIds {
    private static final Pattern ID =
            Pattern.compile(
                    "\"(id|turnId|documentId|answerId|userMessageId)\":\"([0-9a-f-]{36})\"");
    private static final int MOST = 200;
    private static final int OF_AN_ANSWER = 20;

    private final Map<String, List<String>> known = new ConcurrentHashMap<>();
    private final Set<String> spared = ConcurrentHashMap.newKeySet();

    /** Leaves alone what this is the id of: who is suspended can try nothing more. */
    void spare(String id) {
        spared.add(id);
    }

    /** Remembers what an answer to this route has shown. */
    void learn(String path, String body) {
        var found = ID.matcher(body);
        for (int i = 0; i < OF_AN_ANSWER && found.find(); i++) {
            var kind =
                    switch (found.group(1)) {
                        case "turnId" -> "turns";
                        case "documentId" -> "documents";
                        case "answerId", "userMessageId" -> "messages";
                        default -> kind(path);
                    };
            if (!spared.contains(found.group(2))) {
                add(kind, found.group(2));
            }
        }
    }

    private void add(String kind, String id) {
        var ids = known.computeIfAbsent(kind, _ -> new ArrayList<>());
        synchronized (ids) {
            if (ids.size() >= MOST) {
                ids.removeFirst();
            }
            ids.add(id);
        }
    }

    /** An id of this kind; empty when there is none yet. */
    String any(String kind, Random random) {
        var ids = known.getOrDefault(kind, List.of());
        synchronized (ids) {
            return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        }
    }

    /** An id of whatever kind. */
    String any(Random random) {
        var kinds = List.copyOf(known.keySet());
        return kinds.isEmpty() ? "" : any(kinds.get(random.nextInt(kinds.size())), random);
    }

    /** The last word of a path that is no variable and no verb behind one. */
    static String kind(String path) {
        var words = path.split("/");
        for (int i = words.length - 1; i >= 0; i--) {
            if (!words[i].startsWith("{") && !words[i].isEmpty()) {
                return words[i];
            }
        }
        return "";
    }
}
