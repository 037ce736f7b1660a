package app.parley.model.guide;

import app.parley.model.ModelRequest.Source;
import app.parley.model.guide.Piece.Kind;
import app.parley.platform.text.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Chooses what of the sources answers the question: mostly one source, read in its own order, and a
 * sentence or two of others that bear on it as much.
 */
final class Excerpts {
    /** A source this short is quoted whole when it answers best. */
    private static final int WHOLE = 95;

    private static final int MOST_WORDS = 130;
    private static final int MOST_SOURCES = 2;

    /** How much of the best source's relevance another one must have to be quoted too. */
    private static final double NEARLY = 0.7;

    /** How much of the question a piece of another source must have in it. */
    private static final double ON_THE_POINT = 0.6;

    private static final Set<String> REFERRING =
            Set.of(
                    "it",
                    "its",
                    "this",
                    "these",
                    "they",
                    "that",
                    "those",
                    "then",
                    "otherwise",
                    "but",
                    "and",
                    "or",
                    "so",
                    "also",
                    "both",
                    "he",
                    "she",
                    "there",
                    "your");

    private final Set<String> asked;
    private final boolean wantsSteps;
    private final List<Candidate> candidates;
    private final Map<String, Double> weights = new HashMap<>();

    private Excerpts(String question, List<Source> sources) {
        asked = Words.of(question);
        wantsSteps =
                question.strip()
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s)how (do|can|to|should|would)\\b.*");
        candidates = sources.stream().map(Candidate::of).toList();
        for (var word : asked) {
            long having = candidates.stream().filter(source -> source.all.contains(word)).count();
            // A word that every source has does not tell them apart.
            weights.put(word, Math.log(1 + (candidates.size() + 0.5) / (having + 0.5)));
        }
    }

    /** A source with the pieces chosen from it, in its order. */
    record Excerpt(int index, List<Piece> pieces) {}

    /** What to quote, the source that answers best first; empty only without sources. */
    static List<Excerpt> of(String question, List<Source> sources) {
        return new Excerpts(question, sources).choose();
    }

    private record Candidate(
            Source source,
            Set<String> heading,
            Set<String> all,
            List<Piece> pieces,
            List<Set<String>> words) {
        static Candidate of(Source source) {
            var heading = Words.of(source.title() + " " + source.location());
            var pieces = Pieces.of(source.text());
            var words = pieces.stream().map(piece -> Words.of(piece.text())).toList();
            Set<String> all = new HashSet<>(heading);
            words.forEach(all::addAll);
            return new Candidate(source, heading, all, pieces, words);
        }

        int length() {
            return pieces.stream().mapToInt(Piece::words).sum();
        }
    }

    private List<Excerpt> choose() {
        record Ranked(Candidate candidate, double score) {}
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (!candidates.get(i).pieces.isEmpty()) {
                ranked.add(new Ranked(candidates.get(i), relevance(candidates.get(i), i)));
            }
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        List<Excerpt> excerpts = new ArrayList<>();
        Set<String> quoted = new HashSet<>();
        int room = MOST_WORDS;
        for (var next : ranked) {
            boolean first = excerpts.isEmpty();
            if (excerpts.size() == MOST_SOURCES
                    || !first && next.score < NEARLY * ranked.getFirst().score
                    || !first && room < 20) {
                break;
            }
            var chosen =
                    first ? best(next.candidate, room) : addition(next.candidate, room, quoted);
            if (chosen.isEmpty()) {
                continue;
            }
            excerpts.add(new Excerpt(next.candidate.source.index(), chosen));
            room -= chosen.stream().mapToInt(Piece::words).sum();
            chosen.forEach(piece -> quoted.add(piece.text()));
        }
        return excerpts;
    }

    /** Mostly the search's own order, corrected by what heading and text say. */
    private double relevance(Candidate candidate, int rank) {
        boolean reads = candidate.pieces.stream().anyMatch(piece -> piece.kind() != Kind.TABLE);
        return 1 / (1 + 0.4 * rank)
                + 0.6 * share(candidate.all)
                + 0.6 * share(candidate.heading)
                - (reads ? 0 : 0.3);
    }

    private double share(Set<String> words) {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return all == 0
                ? 0
                : asked.stream().filter(words::contains).mapToDouble(weights::get).sum() / all;
    }

    private List<Piece> best(Candidate candidate, int room) {
        if (candidate.length() <= WHOLE) {
            return narrowed(candidate.pieces);
        }
        var scores = scores(candidate);
        var chosen = new BitSet();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < scores.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> -scores[i]));
        double enough = 0.45 * scores[order.getFirst()];
        int words = 0;
        for (int i : order) {
            if (chosen.get(i)) {
                continue;
            }
            var with = withWhatItNeeds(candidate, i, chosen);
            int more =
                    with.stream()
                            .filter(j -> !chosen.get(j))
                            .map(j -> narrowed(candidate.pieces.get(j)).words())
                            .sum();
            if (!chosen.isEmpty() && (scores[i] < enough || words + more > room)) {
                continue;
            }
            chosen.or(with);
            words += more;
        }
        return narrowed(chosen.stream().mapToObj(candidate.pieces::get).toList());
    }

    /** One or two pieces of another source that say more of what was asked. */
    private List<Piece> addition(Candidate candidate, int room, Set<String> quoted) {
        var scores = scores(candidate);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        var chosen = withWhatItNeeds(candidate, best, new BitSet());
        int next = chosen.length();
        if (next < scores.length && scores[next] >= 0.6 * scores[best]) {
            chosen.or(withWhatItNeeds(candidate, next, chosen));
        }
        var pieces = narrowed(chosen.stream().mapToObj(candidate.pieces::get).toList());
        boolean onThePoint =
                share(union(candidate.heading, candidate.words.get(best))) >= ON_THE_POINT;
        boolean fits = pieces.stream().mapToInt(Piece::words).sum() <= room;
        boolean isNew = pieces.stream().noneMatch(piece -> quoted.contains(piece.text()));
        return onThePoint && fits && isNew ? pieces : List.of();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private double[] scores(Candidate candidate) {
        var scores = new double[candidate.pieces.size()];
        for (int i = 0; i < scores.length; i++) {
            var kind = candidate.pieces.get(i).kind();
            scores[i] =
                    share(candidate.words.get(i))
                            + (i == 0 ? 0.3 : 0.1)
                            + (wantsSteps && kind == Kind.STEPS ? 0.5 : 0);
        }
        return scores;
    }

    /**
     * The piece, the sentence it refers back to, what it announces, and what announces it, so that
     * the excerpt can be read by itself.
     */
    private static BitSet withWhatItNeeds(Candidate candidate, int piece, BitSet chosen) {
        var with = (BitSet) chosen.clone();
        int first = piece;
        while (first > 0 && !with.get(first - 1) && needsThePrevious(candidate.pieces, first)) {
            first--;
        }
        with.set(first, piece + 1);
        int last = piece;
        while (last + 1 < candidate.pieces.size() && candidate.pieces.get(last).announces()) {
            with.set(++last);
        }
        return with;
    }

    private static boolean needsThePrevious(List<Piece> pieces, int index) {
        var piece = pieces.get(index);
        var previous = pieces.get(index - 1);
        if (piece.kind() != Kind.SENTENCE) {
            return previous.kind() == Kind.SENTENCE;
        }
        return piece.paragraph() == previous.paragraph() && REFERRING.contains(firstWord(piece));
    }

    private static String firstWord(Piece piece) {
        return piece.text().split("[^\\p{L}]+", 2)[0].toLowerCase(Locale.ROOT);
    }

    private List<Piece> narrowed(List<Piece> pieces) {
        return pieces.stream().map(this::narrowed).toList();
    }

    /** Of a long table, its head and the rows that have a word of the question. */
    private Piece narrowed(Piece piece) {
        if (piece.kind() != Kind.TABLE) {
            return piece;
        }
        var lines = piece.text().lines().toList();
        boolean hasHead = lines.size() > 2 && lines.get(1).matches("[\\s|:-]+");
        if (lines.size() < 6 || !hasHead) {
            return piece;
        }
        var rows =
                lines.subList(2, lines.size()).stream()
                        .filter(row -> share(Words.of(row)) >= 0.3)
                        .toList();
        if (rows.isEmpty()) {
            return piece;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, 2));
        kept.addAll(rows);
        return new Piece(Kind.TABLE, String.join("\n", kept), piece.paragraph());
    }
}
