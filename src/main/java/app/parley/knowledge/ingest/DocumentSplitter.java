package app.parley.knowledge.ingest;

import app.parley.knowledge.extract.TextForm;
import app.parley.knowledge.index.IndexedPassage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into passages of about the same size that never cross a heading. Every passage is
 * indexed under its header, {@code Title > H2 > H3}; header and text together never exceed what the
 * embedding model reads. Code, tables and lists stay whole unless they alone are too long; long
 * prose is cut between sentences and repeats one of them. The same text in the same form is always
 * cut alike, so that work which broke off goes on where it was.
 */
public final class DocumentSplitter {
    private static final int TARGET = 200;
    private static final int OVERLAP = 50;
    private static final int HEADER_LIMIT = 40;

    /** The deepest heading that names a section; deeper ones are text. */
    private static final int DEEPEST = 3;

    /**
     * A stretch without words, such as an embedded picture, is one token to the model; it must not
     * make a passage of a megabyte.
     */
    private static final int LONGEST_TOKEN = 24;

    private static final String ARROW = " > ";
    private static final Pattern OPENING = Pattern.compile("^#{1,6}\\s*");
    private static final Pattern CLOSING = Pattern.compile("(?<!\\s)\\s+#+$");
    private static final Pattern MARKS =
            // No bracket within brackets: a line of nothing but them is gone through once.
            Pattern.compile("\\[([^\\[\\]]*+)\\]\\([^()]*+\\)|[`*]|(?<!\\w)_|_(?!\\w)");

    private final ToIntFunction<String> tokens;
    private final int cap;
    private final int target;
    private final int overlap;

    /**
     * @param countTokens what the embedding model counts, the two tokens around every text included
     * @param cap the most tokens of a passage with its header
     */
    public DocumentSplitter(ToIntFunction<String> countTokens, int cap) {
        this(countTokens, cap, TARGET, OVERLAP);
    }

    /**
     * @param target how long a passage should be
     * @param overlap the longest sentence that is repeated
     */
    public DocumentSplitter(ToIntFunction<String> countTokens, int cap, int target, int overlap) {
        this.tokens =
                text -> Math.max(countTokens.applyAsInt(text) - 2, text.length() / LONGEST_TOKEN);
        // A little over the target is better than a crumb, but a small target is meant.
        this.cap = Math.min(cap, target + target / 4 + HEADER_LIMIT);
        this.target = target;
        this.overlap = overlap;
    }

    /** The passages of Markdown in reading order. */
    public List<Chunk> split(String title, String text) {
        return split(title, text, TextForm.MARKDOWN);
    }

    /** The passages in reading order. */
    public List<Chunk> split(String title, String text, TextForm form) {
        List<Chunk> chunks = new ArrayList<>();
        @Nullable String[] path = new String[DEEPEST + 1];
        path[1] = title;
        List<Block> section = new ArrayList<>();
        var blocks =
                switch (form) {
                    case MARKDOWN -> MarkdownBlocks.of(text);
                    case PLAIN -> LineBlocks.of(text, Block.Kind.PARAGRAPH);
                    case CODE -> LineBlocks.of(text, Block.Kind.FENCE);
                    case ROWS -> {
                        path[2] = LineBlocks.firstLine(text);
                        yield LineBlocks.of(text, Block.Kind.TABLE);
                    }
                };
        for (var block : blocks) {
            if (block.level() == 0 || block.level() > DEEPEST) {
                section.add(block);
                continue;
            }
            pack(path, section, text, chunks);
            section.clear();
            path[block.level()] = headingText(block.of(text));
            for (int deeper = block.level() + 1; deeper <= DEEPEST; deeper++) {
                path[deeper] = null;
            }
        }
        pack(path, section, text, chunks);
        return chunks;
    }

    /** What a heading says, without its marks. */
    public static String headingText(String line) {
        var opened = OPENING.matcher(line.strip()).replaceFirst("");
        var bare = CLOSING.matcher(opened).replaceFirst("");
        return MARKS.matcher(bare)
                .replaceAll(
                        found ->
                                found.group(1) == null
                                        ? ""
                                        : Matcher.quoteReplacement(found.group(1)))
                .strip();
    }

    private void pack(
            @Nullable String[] path, List<Block> section, String text, List<Chunk> chunks) {
        if (section.isEmpty()) {
            return;
        }
        var header = header(path);
        new Packing(header, section(path), text, cap - 2 - tokens.applyAsInt(header), chunks)
                .pack(section);
    }

    private static String section(@Nullable String[] path) {
        var section = new StringBuilder();
        for (int level = 2; level <= DEEPEST; level++) {
            if (path[level] != null) {
                section.append(section.isEmpty() ? "" : ARROW).append(path[level]);
            }
        }
        return section.toString();
    }

    private String header(@Nullable String[] path) {
        var title = path[1] == null ? "" : path[1];
        var section = section(path);
        var header =
                title.isEmpty() || section.isEmpty() ? title + section : title + ARROW + section;
        if (tokens.applyAsInt(header) <= HEADER_LIMIT) {
            return header;
        }
        var words = header.split("\\s+");
        var shortened = new StringBuilder();
        for (var word : words) {
            var longer = shortened.isEmpty() ? word : shortened + " " + word;
            if (tokens.applyAsInt(longer) > HEADER_LIMIT) {
                break;
            }
            shortened = new StringBuilder(longer);
        }
        return shortened.toString();
    }

    /** A stretch that goes into a passage whole, with what it costs. */
    private record Piece(int start, int end, int tokens, Block.Kind kind) {}

    /** Fills passages with the blocks of one section. */
    private final class Packing {
        private final String header;
        private final String section;
        private final String text;
        private final int room;
        private final List<Chunk> chunks;
        private final List<Piece> held = new ArrayList<>();
        private int limit;

        Packing(String header, String section, String text, int room, List<Chunk> chunks) {
            this.header = header;
            this.section = section;
            this.text = text;
            this.room = room;
            this.limit = Math.min(room, target);
            this.chunks = chunks;
        }

        void pack(List<Block> blocks) {
            var pieces =
                    blocks.stream()
                            .map(block -> piece(block.start(), block.end(), block.kind()))
                            .toList();
            if (pieces.stream().mapToInt(Piece::tokens).sum() <= room) {
                // Rather one passage a little over the target than a crumb after it.
                limit = room;
            }
            for (var piece : pieces) {
                if (piece.tokens() <= room) {
                    add(piece);
                } else {
                    packParts(parts(piece));
                }
            }
            flush();
        }

        /** The parts of a block that is too long; prose repeats a sentence at each cut. */
        private void packParts(List<Piece> parts) {
            for (var part : parts) {
                var last = held.isEmpty() ? null : held.getLast();
                boolean full = add(part);
                if (full
                        && last != null
                        && last.kind() == Block.Kind.PARAGRAPH
                        && part.kind() == Block.Kind.PARAGRAPH
                        && parts.contains(last)
                        && last.tokens() <= overlap
                        && last.tokens() + part.tokens() <= room) {
                    held.addFirst(last);
                }
            }
        }

        /** Takes the piece; true when a passage had to be closed for it. */
        private boolean add(Piece piece) {
            var introduction =
                    !held.isEmpty() && introduces(held.getLast()) ? held.getLast() : null;
            int most = held.isEmpty() || introduction != null ? room : limit;
            boolean full = heldTokens() + piece.tokens() > most;
            if (full) {
                boolean moves =
                        introduction != null && introduction.tokens() + piece.tokens() <= room;
                if (moves) {
                    held.removeLast();
                }
                flush();
                if (moves) {
                    held.add(introduction);
                }
            }
            held.add(piece);
            return full;
        }

        /** A sentence such as "Do this:" belongs to what follows. */
        private boolean introduces(Piece piece) {
            return piece.end() > piece.start() && text.charAt(piece.end() - 1) == ':';
        }

        private int heldTokens() {
            return held.stream().mapToInt(Piece::tokens).sum();
        }

        private void flush() {
            if (held.isEmpty()) {
                return;
            }
            int start = held.getFirst().start();
            int end = held.getLast().end();
            var passage = text.substring(start, end);
            int counted = tokens.applyAsInt(IndexedPassage.text(header, passage)) + 2;
            held.clear();
            if (!passage.isBlank()) {
                chunks.add(new Chunk(header, section, passage, start, end, counted));
            }
        }

        private Piece piece(int start, int end, Block.Kind kind) {
            return new Piece(start, end, tokens.applyAsInt(text.substring(start, end)), kind);
        }

        private List<Piece> parts(Piece piece) {
            var cuts =
                    switch (piece.kind()) {
                        case PARAGRAPH, HEADING -> sentences(piece.start(), piece.end());
                        case LIST, TABLE, FENCE -> lines(piece.start(), piece.end());
                    };
            List<Piece> parts = new ArrayList<>();
            for (int i = 0; i + 1 < cuts.size(); i++) {
                var part = trimmed(cuts.get(i), cuts.get(i + 1), piece.kind());
                if (part == null) {
                    continue;
                }
                if (part.tokens() <= room) {
                    parts.add(part);
                } else {
                    parts.addAll(words(part));
                }
            }
            return parts;
        }

        private @Nullable Piece trimmed(int start, int end, Block.Kind kind) {
            int from = start;
            int to = end;
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            while (kind == Block.Kind.PARAGRAPH
                    && from < to
                    && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            return from == to ? null : piece(from, to, kind);
        }

        private List<Integer> sentences(int start, int end) {
            var sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            sentences.setText(text.substring(start, end));
            List<Integer> cuts = new ArrayList<>();
            for (int cut = sentences.first(); cut != BreakIterator.DONE; cut = sentences.next()) {
                cuts.add(start + cut);
            }
            return cuts;
        }

        private List<Integer> lines(int start, int end) {
            List<Integer> cuts = new ArrayList<>();
            cuts.add(start);
            for (int at = text.indexOf('\n', start);
                    at >= 0 && at + 1 < end;
                    at = text.indexOf('\n', at + 1)) {
                cuts.add(at + 1);
            }
            cuts.add(end);
            return cuts;
        }

        /** A sentence or line that is too long: as many words at a time as fit. */
        private List<Piece> words(Piece piece) {
            List<Piece> parts = new ArrayList<>();
            int start = piece.start();
            while (start < piece.end()) {
                int end = longest(start, piece.end());
                var part = trimmed(start, end, Block.Kind.FENCE);
                if (part != null) {
                    parts.add(part);
                }
                start = end;
            }
            return parts;
        }

        /** The end of the longest stretch from here that fits, between words where possible. */
        private int longest(int start, int limit) {
            int fits = start + 1;
            // More characters than this are too many tokens; counting them all again for every part
            // would take the square of a long line's length.
            int tooLong = (int) Math.min(limit + 1L, start + (room + 1L) * LONGEST_TOKEN);
            while (tooLong - fits > 1) {
                int middle = (fits + tooLong) >>> 1;
                if (tokens.applyAsInt(text.substring(start, middle)) <= room) {
                    fits = middle;
                } else {
                    tooLong = middle;
                }
            }
            if (fits == limit) {
                return limit;
            }
            int space = fits;
            while (space > start && !Character.isWhitespace(text.charAt(space))) {
                space--;
            }
            if (space > start) {
                return space;
            }
            boolean splitsPair =
                    Character.isHighSurrogate(text.charAt(fits - 1))
                            && Character.isLowSurrogate(text.charAt(fits));
            return splitsPair ? (fits - 1 > start ? fits - 1 : fits + 1) : fits;
        }
    }
}
