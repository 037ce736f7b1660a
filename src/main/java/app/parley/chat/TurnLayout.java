package app.parley.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an ended turn's log: how many UTF-16 units of text lie between which events.
 * Together with the stored message it gives the log again, position for position, without keeping
 * the text twice.
 */
record TurnLayout(List<Item> items) {
    /**
     * One of: a stretch of text, a stretch of reasoning, a gap, an event, the place of a crash.
     *
     * @param t UTF-16 units of text
     * @param r UTF-16 units of reasoning
     * @param g places whose text was withheld, and is gone
     * @param e an event
     * @param crash true where positions go on far above what was sent before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Nullable Integer t,
            @Nullable Integer r,
            @Nullable Integer g,
            @Nullable ChatEvent e,
            @Nullable Boolean crash) {
        static Item gap(int places) {
            return new Item(null, null, places, null, null);
        }

        static Item event(ChatEvent event) {
            return new Item(null, null, null, event, null);
        }
    }

    static TurnLayout of(List<TurnLog.Entry> entries, boolean crashed, ChatEvent.Final end) {
        var items = new ArrayList<Item>();
        int kept = afterWithheld(entries, items);
        for (var entry : entries.subList(kept, entries.size())) {
            items.add(
                    switch (entry) {
                        case TurnLog.Entry.Text text when text.kind() == TurnLog.Kind.TEXT ->
                                new Item(text.text().length(), null, null, null, null);
                        case TurnLog.Entry.Text reasoning ->
                                new Item(null, reasoning.text().length(), null, null, null);
                        case TurnLog.Entry.Event event -> Item.event(event.event());
                    });
        }
        if (crashed) {
            items.add(new Item(null, null, null, null, true));
        }
        items.add(Item.event(end));
        return new TurnLayout(items);
    }

    /**
     * Of what was taken back only the places stay, so that everybody's position holds.
     *
     * @return how many of the entries that covers
     */
    private static int afterWithheld(List<TurnLog.Entry> entries, List<Item> items) {
        int last = entries.size() - 1;
        while (last >= 0 && !isResync(entries.get(last))) {
            last--;
        }
        int place = 0;
        for (var entry : entries.subList(0, last + 1)) {
            if (entry instanceof TurnLog.Entry.Event event) {
                if (event.place() > place) {
                    items.add(Item.gap(event.place() - place));
                }
                items.add(Item.event(event.event()));
                place = event.place() + 1;
            }
        }
        return last + 1;
    }

    private static boolean isResync(TurnLog.Entry entry) {
        return entry instanceof TurnLog.Entry.Event event
                && event.event() instanceof ChatEvent.Resync;
    }

    /**
     * The log as it was.
     *
     * @param text all text of the message, of which this turn's begins at the offset
     */
    TurnLog replay(String text, int textOffset, String reasoning, int reasoningOffset) {
        var log = new TurnLog();
        int textPlace = textOffset;
        int reasoningPlace = reasoningOffset;
        for (var item : items) {
            if (item.t() != null) {
                log.append(TurnLog.Kind.TEXT, text.substring(textPlace, textPlace + item.t()));
                textPlace += item.t();
            } else if (item.r() != null) {
                log.append(
                        TurnLog.Kind.REASONING,
                        reasoning.substring(reasoningPlace, reasoningPlace + item.r()));
                reasoningPlace += item.r();
            } else if (item.g() != null) {
                log.skip(item.g());
            } else if (item.e() != null) {
                log.append(item.e());
            } else {
                log.crashed();
            }
        }
        return log;
    }
}
