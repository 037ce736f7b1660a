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
     * One of: a stretch of text, a stretch of reasoning, an event, the place of a crash.
     *
     * @param t UTF-16 units of text
     * @param r UTF-16 units of reasoning
     * @param e an event
     * @param crash true where positions go on far above what was sent before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            @Nullable Integer t,
            @Nullable Integer r,
            @Nullable ChatEvent e,
            @Nullable Boolean crash) {}

    static TurnLayout of(List<TurnLog.Entry> entries, boolean crashed, ChatEvent.Final end) {
        var items = new ArrayList<Item>();
        for (var entry : entries) {
            items.add(
                    switch (entry) {
                        case TurnLog.Entry.Text text when text.kind() == TurnLog.Kind.TEXT ->
                                new Item(text.text().length(), null, null, null);
                        case TurnLog.Entry.Text reasoning ->
                                new Item(null, reasoning.text().length(), null, null);
                        case TurnLog.Entry.Event event -> new Item(null, null, event.event(), null);
                    });
        }
        if (crashed) {
            items.add(new Item(null, null, null, true));
        }
        items.add(new Item(null, null, end, null));
        return new TurnLayout(items);
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
            } else if (item.e() != null) {
                log.append(item.e());
            } else {
                log.crashed();
            }
        }
        return log;
    }
}
