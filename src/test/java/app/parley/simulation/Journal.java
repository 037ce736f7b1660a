package app.parley.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** What everybody outside the server knows: what was said, sent, acknowledged and asked for. */
final class Journal {
    final Map<UUID, Said> said = new HashMap<>();
    final Map<UUID, TreeMap<Long, String>> sent = new HashMap<>();
    final Map<String, Asked> asked = new LinkedHashMap<>();
    final Map<UUID, Long> stopped = new HashMap<>();
    final Set<UUID> stopWanted = new HashSet<>();
    final Set<UUID> brokeOff = new HashSet<>();
    final Map<UUID, Long> endedAt = new HashMap<>();
    final Map<UUID, List<Notice>> notices = new HashMap<>();
    final Map<UUID, Long> drainedSince = new HashMap<>();
    final Map<UUID, Death> deaths = new HashMap<>();
    final Map<UUID, UUID> firstRunner = new HashMap<>();
    final Map<UUID, Long> recordedAt = new HashMap<>();
    final TreeSet<Long> boots = new TreeSet<>();

    /** All words that the model said in a turn, and when. */
    static final class Said {
        private final List<Long> times = new ArrayList<>();
        private final List<String> words = new ArrayList<>();

        void log(long time, String word) {
            times.add(time);
            words.add(word);
        }

        String text() {
            return String.join("", words);
        }

        /** What was said before the time. */
        String before(long time) {
            var text = new StringBuilder();
            for (int i = 0; i < words.size() && times.get(i) < time; i++) {
                text.append(words.get(i));
            }
            return text.toString();
        }

        long lastAt() {
            return times.isEmpty() ? 0 : times.getLast();
        }
    }

    /** A question, or another answer that somebody wanted. */
    static final class Asked {
        final UUID conversation;
        final String text;
        UUID turn;
        UUID question;
        UUID answer;

        /**
         * @param text null where there is no new question
         */
        Asked(UUID conversation, String text) {
            this.conversation = conversation;
            this.text = text;
        }
    }

    /** The end of a process. */
    record Death(long at, boolean drained) {}

    Said said(UUID turn) {
        return said.computeIfAbsent(turn, none -> new Said());
    }

    /** Notes that a reader had this text at this id; null, or what another had there. */
    String sent(UUID turn, long id, String text) {
        var before = sent.computeIfAbsent(turn, none -> new TreeMap<>()).put(id, text);
        return before == null || before.equals(text) ? null : before;
    }

    /** A process announced what became of a turn. */
    record Notice(UUID runner, String what) {}

    /** What the process announced of the turn, in order. */
    String noticesOf(UUID turn, UUID runner) {
        return notices.getOrDefault(turn, List.of()).stream()
                .filter(notice -> notice.runner().equals(runner))
                .map(Notice::what)
                .collect(Collectors.joining(","));
    }

    /** When the first process was there after the time; null if none came. */
    Long bootAfter(long time) {
        return boots.higher(time);
    }
}
