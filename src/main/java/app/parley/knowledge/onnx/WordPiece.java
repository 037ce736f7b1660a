package app.parley.knowledge.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * The tokenizer of BERT's uncased models, which the small embedding models share. The usual one is
 * native code that unpacks itself into the home directory; this one gives the same tokens and needs
 * neither. A text inside a text keeps its tokens as long as it is cut at white space, so that the
 * counts of parts add up.
 */
final class WordPiece {
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> whole;
    private final Map<String, Integer> continued;
    private final int first;
    private final int last;
    private final int unknown;

    private WordPiece(Map<String, Integer> vocabulary) {
        whole = HashMap.newHashMap(vocabulary.size());
        continued = HashMap.newHashMap(vocabulary.size() / 4);
        vocabulary.forEach(
                (piece, id) -> {
                    if (piece.startsWith("##") && piece.length() > 2) {
                        continued.put(piece.substring(2), id);
                    } else {
                        whole.put(piece, id);
                    }
                });
        first = special("[CLS]");
        last = special("[SEP]");
        unknown = special("[UNK]");
    }

    /** Reads the vocabulary out of a {@code tokenizer.json}. */
    static WordPiece read(String resource) {
        try (var json = WordPiece.class.getResourceAsStream(resource)) {
            if (json == null) {
                throw new IllegalStateException("the tokenizer " + resource + " is not here");
            }
            return new WordPiece(vocabulary(json));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Map<String, Integer> vocabulary(InputStream json) {
        Map<String, Integer> vocabulary = HashMap.newHashMap(31_000);
        try (var parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("vocab")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                        var piece = parser.currentName();
                        parser.nextToken();
                        vocabulary.put(piece, parser.getIntValue());
                    }
                    return vocabulary;
                }
            }
        }
        throw new IllegalStateException("the tokenizer has no vocabulary");
    }

    private int special(String piece) {
        var id = whole.get(piece);
        if (id == null) {
            throw new IllegalStateException("the vocabulary has no " + piece);
        }
        return id;
    }

    /** How many tokens a text has, the two around it included. */
    int count(String text) {
        var tokens = new Tokens(Integer.MAX_VALUE);
        pieces(text, tokens);
        return tokens.size + 2;
    }

    /** The tokens of a text between the two around it, the text's end cut off beyond the limit. */
    long[] encode(String text, int limit) {
        var tokens = new Tokens(limit - 2);
        pieces(text.substring(0, Math.min(text.length(), limit * LONGEST_WORD)), tokens);
        var ids = new long[tokens.size + 2];
        ids[0] = first;
        System.arraycopy(tokens.ids, 0, ids, 1, tokens.size);
        ids[ids.length - 1] = last;
        return ids;
    }

    private void pieces(String text, Tokens tokens) {
        for (var word : words(normalized(text))) {
            piecesOf(word, tokens);
            if (tokens.isFull()) {
                return;
            }
        }
    }

    private void piecesOf(String word, Tokens tokens) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            tokens.add(unknown);
            return;
        }
        int before = tokens.size;
        int start = 0;
        while (start < word.length()) {
            var pieces = start == 0 ? whole : continued;
            int end = word.length();
            @Nullable Integer id = null;
            while (end > start && (id = pieces.get(word.substring(start, end))) == null) {
                end -= end - start > 1 && Character.isLowSurrogate(word.charAt(end - 1)) ? 2 : 1;
            }
            if (id == null) {
                tokens.size = before;
                tokens.add(unknown);
                return;
            }
            tokens.add(id);
            start = end;
        }
    }

    private static String normalized(String text) {
        var plain = new char[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return normalizedFully(text);
            }
            if (c > ' ' && c < 127) {
                plain[length++] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            } else if (isSpace(c) && !isControl(c)) {
                plain[length++] = ' ';
            }
        }
        return new String(plain, 0, length);
    }

    /** The same for what is not ASCII alone, which takes several times as long. */
    private static String normalizedFully(String text) {
        var clean = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == 0 || c == 0xfffd || isControl(c)) {
                                return;
                            }
                            if (isSpace(c)) {
                                clean.append(' ');
                            } else if (isHan(c)) {
                                clean.append(' ').appendCodePoint(c).append(' ');
                            } else {
                                clean.appendCodePoint(c);
                            }
                        });
        var plain = new StringBuilder(clean.length());
        Normalizer.normalize(clean, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean punctuation = isPunctuation(c);
            if (punctuation || isSpace(c)) {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                if (punctuation) {
                    words.add(text.substring(i, next));
                }
                start = next;
            }
            i = next;
        }
        if (start < text.length()) {
            words.add(text.substring(start));
        }
        return words;
    }

    private static boolean isSpace(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x0b
                || c == 0x0c
                || c == 0x85
                || Character.isSpaceChar(c);
    }

    private static boolean isControl(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE ->
                    true;
            default -> false;
        };
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    private static boolean isHan(int c) {
        return c >= 0x4e00 && c <= 0x9fff
                || c >= 0x3400 && c <= 0x4dbf
                || c >= 0x20000 && c <= 0x2a6df
                || c >= 0x2a700 && c <= 0x2b73f
                || c >= 0x2b740 && c <= 0x2b81f
                || c >= 0x2b920 && c <= 0x2ceaf
                || c >= 0xf900 && c <= 0xfaff
                || c >= 0x2f800 && c <= 0x2fa1f;
    }

    private static final class Tokens {
        private final int limit;
        private long[] ids = new long[64];
        private int size;

        Tokens(int limit) {
            this.limit = limit;
        }

        boolean isFull() {
            return size >= limit;
        }

        void add(int id) {
            if (size >= limit) {
                return;
            }
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
            }
            ids[size++] = id;
        }
    }
}
