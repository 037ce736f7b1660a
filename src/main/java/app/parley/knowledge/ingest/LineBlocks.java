package app.parley.knowledge.ingest;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text without marks into the stretches between its empty lines. */
final class LineBlocks {
    private LineBlocks() {}

    /** The blocks in order, all of this kind. */
    static List<Block> of(String text, Block.Kind kind) {
        List<Block> blocks = new ArrayList<>();
        int opened = -1;
        int end = 0;
        int start = 0;
        while (start < text.length()) {
            int found = text.indexOf('\n', start);
            int lineEnd = found < 0 ? text.length() : found;
            if (text.substring(start, lineEnd).isBlank()) {
                if (opened >= 0) {
                    blocks.add(new Block(kind, opened, end, 0));
                    opened = -1;
                }
            } else {
                opened = opened < 0 ? start : opened;
                end = lineEnd;
            }
            start = lineEnd + 1;
        }
        if (opened >= 0) {
            blocks.add(new Block(kind, opened, end, 0));
        }
        return blocks;
    }

    /** The first line that has something in it. */
    static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
