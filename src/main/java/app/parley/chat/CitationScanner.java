package app.parley.chat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Notices {@code [3]} or {@code [1, 3]} in a text that comes in pieces, each source once. */
final class CitationScanner {
    private static final int LONGEST = 24;

    private final int sources;
    private final BitSet seen = new BitSet();
    private final StringBuilder open = new StringBuilder();
    private boolean inside;

    /**
     * @param sources how many there are; other numbers are not citations
     */
    CitationScanner(int sources) {
        this.sources = sources;
    }

    /** The sources that this piece names for the first time, in order. */
    List<Integer> scan(String piece) {
        if (sources == 0 || !inside && piece.indexOf('[') < 0) {
            return List.of();
        }
        var found = new ArrayList<Integer>();
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '[') {
                inside = true;
                open.setLength(0);
            } else if (inside && c == ']') {
                inside = false;
                collect(found);
            } else if (inside
                    && (c >= '0' && c <= '9' || c == ',' || c == ' ')
                    && open.length() < LONGEST) {
                open.append(c);
            } else {
                inside = false;
            }
        }
        return found;
    }

    private void collect(List<Integer> found) {
        for (var number : open.toString().split("[, ]+")) {
            if (!number.isEmpty() && number.length() <= 4) {
                int index = Integer.parseInt(number);
                if (index >= 1 && index <= sources && !seen.get(index)) {
                    seen.set(index);
                    found.add(index);
                }
            }
        }
    }
}
