package app.parley.chat;

import app.parley.platform.task.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The append-only log of one turn. One place of it holds one UTF-16 unit of text or one event, so
 * that a position names an exact character, and any reader goes on from any position with exactly
 * what follows, however deltas were merged on the way. The log is a fold: the same appends always
 * give the same positions, which is how it is made again from stored rows.
 *
 * <p>Appending never waits for a reader: text goes into an array that readers read while it grows.
 */
final class TurnLog {
    /** What a stretch of text is. */
    enum Kind {
        TEXT,
        REASONING
    }

    /** Takes what a reader finds, in order; positions are those after each piece. */
    interface Reader {
        void text(Kind kind, char[] tape, int from, int to, long position);

        void event(ChatEvent event, long position);
    }

    /**
     * Positions after a crash start here, far above any that was sent before: text that was sent
     * but not kept can never be mistaken for what the log holds now.
     */
    private static final long AFTER_CRASH = 1L << 40;

    /** Stands in the tape where an event or a change of kind is; a noncharacter, never sent. */
    private static final char PLACEHOLDER = '\uFFFF';

    private final List<Signal> readers = new CopyOnWriteArrayList<>();
    private volatile char[] tape = new char[256];
    private volatile Mark[] marks = new Mark[4];
    private volatile int markCount;
    private volatile int length;
    private volatile int crashedAt = Integer.MAX_VALUE;
    private volatile boolean abandoned;
    private boolean sealed;
    private Kind kind = Kind.TEXT;

    /**
     * @param width how many places it takes: one, or as many as the text had that is gone
     */
    private record Mark(int place, @Nullable ChatEvent event, Kind kindAfter, int width) {
        Mark(int place, @Nullable ChatEvent event, Kind kindAfter) {
            this(place, event, kindAfter, 1);
        }
    }

    void append(Kind textKind, String text) {
        if (text.isEmpty()) {
            return;
        }
        synchronized (this) {
            int place = length;
            if (textKind != kind) {
                kind = textKind;
                reserve(place + 1);
                tape[place] = PLACEHOLDER;
                mark(new Mark(place, null, textKind));
                place++;
            }
            reserve(place + text.length());
            text.getChars(0, text.length(), tape, place);
            length = place + text.length();
        }
        wakeReaders();
    }

    void append(ChatEvent event) {
        synchronized (this) {
            int place = length;
            reserve(place + 1);
            tape[place] = PLACEHOLDER;
            mark(new Mark(place, event, kind));
            length = place + 1;
        }
        wakeReaders();
    }

    /** So many places whose text is gone: positions after them stay what they were. */
    synchronized void skip(int places) {
        if (places > 0) {
            int place = length;
            reserve(place + places);
            Arrays.fill(tape, place, place + places, PLACEHOLDER);
            mark(new Mark(place, null, kind, places));
            length = place + places;
        }
    }

    /**
     * Appends the event unless the log is sealed: for work beside the answer, which may come too
     * late.
     */
    boolean appendUnlessSealed(ChatEvent event) {
        synchronized (this) {
            if (sealed) {
                return false;
            }
            append(event);
            return true;
        }
    }

    /** Only the final event follows. */
    synchronized void seal() {
        sealed = true;
    }

    /** From here on the positions are those after a crash. */
    void crashed() {
        crashedAt = length;
    }

    /** The turn goes on elsewhere or is lost to this process: readers should look again. */
    void abandon() {
        abandoned = true;
        wakeReaders();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Whether there is more than events. */
    boolean hasText() {
        return length > markCount;
    }

    boolean hasEnded() {
        int count = markCount;
        if (count == 0) {
            return false;
        }
        var last = marks[count - 1];
        return last.event() != null && last.event().endsTurn() && last.place() < length;
    }

    /** The position after everything that has been appended. */
    long position() {
        return position(length);
    }

    /** All text of the kind, without events. */
    String allText(Kind wanted) {
        return text(wanted, beforeEnd());
    }

    /** The text of the kind before the place, without events. */
    String text(Kind wanted, Cursor before) {
        int all = before.place;
        var text = new StringBuilder();
        start().read(
                        new Reader() {
                            @Override
                            public void text(
                                    Kind found, char[] from, int begin, int end, long position) {
                                if (found == wanted && begin < all) {
                                    text.append(from, begin, Math.min(end, all) - begin);
                                }
                            }

                            @Override
                            public void event(ChatEvent event, long position) {
                                if (event instanceof ChatEvent.Resync resync) {
                                    text.setLength(0);
                                    text.append(wanted == Kind.TEXT ? resync.text() : "");
                                }
                            }
                        });
        return text.toString();
    }

    void addReader(Signal signal) {
        readers.add(signal);
    }

    void removeReader(Signal signal) {
        readers.remove(signal);
    }

    Cursor start() {
        return new Cursor(0, 0, Kind.TEXT);
    }

    /** The place after all text: before the final event, where there is one. */
    synchronized Cursor beforeEnd() {
        int count = markCount;
        int end = length;
        if (!hasEnded()) {
            return new Cursor(end, count, kind);
        }
        return new Cursor(marks[count - 1].place(), count - 1, marks[count - 1].kindAfter());
    }

    /** A reader's place after a position; null if the log does not reach that far. */
    @Nullable Cursor after(long position) {
        int place = place(position);
        if (place < 0 || place > length) {
            return null;
        }
        int next = 0;
        var kindThere = Kind.TEXT;
        int count = markCount;
        while (next < count && marks[next].place() < place) {
            kindThere = marks[next].kindAfter();
            place = Math.max(place, marks[next].place() + marks[next].width());
            next++;
        }
        return new Cursor(place, next, kindThere);
    }

    private int place(long position) {
        if (position < 0) {
            return -1;
        }
        if (position >= AFTER_CRASH) {
            return crashedAt == Integer.MAX_VALUE
                    ? -1
                    : (int) Math.min(position - AFTER_CRASH, Integer.MAX_VALUE);
        }
        return position > crashedAt ? -1 : (int) position;
    }

    private long position(int place) {
        return place > crashedAt ? place + AFTER_CRASH : place;
    }

    private void reserve(int size) {
        if (size > tape.length) {
            tape = Arrays.copyOf(tape, Math.max(size, tape.length * 2));
        }
    }

    private void mark(Mark mark) {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
        marks[markCount] = mark;
        markCount++;
    }

    /** Has all readers look around. */
    void wake() {
        wakeReaders();
    }

    private void wakeReaders() {
        for (var reader : readers) {
            reader.raise();
        }
    }

    /** A reader's own place in the log. */
    final class Cursor {
        private int place;
        private int nextMark;
        private Kind kindHere;

        private Cursor(int place, int nextMark, Kind kindHere) {
            this.place = place;
            this.nextMark = nextMark;
            this.kindHere = kindHere;
        }

        boolean hasMore() {
            return place < length;
        }

        long position() {
            return TurnLog.this.position(place);
        }

        /** UTF-16 units and events that wait to be read. */
        int behind() {
            return length - place;
        }

        /** Hands over everything that is there now. */
        void read(Reader reader) {
            int end = length; // read before the arrays: they hold at least this much
            var chars = tape;
            var all = marks;
            while (place < end) {
                int stop =
                        nextMark < all.length && all[nextMark] != null
                                ? Math.min(all[nextMark].place(), end)
                                : end;
                if (place < stop) {
                    reader.text(kindHere, chars, place, stop, TurnLog.this.position(stop));
                    place = stop;
                } else {
                    var mark = all[nextMark];
                    nextMark++;
                    place += mark.width();
                    kindHere = mark.kindAfter();
                    if (mark.event() != null) {
                        reader.event(mark.event(), TurnLog.this.position(place));
                    }
                }
            }
        }

        /** What was read, as rows or as a layout: see {@link Entry}. */
        List<Entry> readEntries() {
            var entries = new ArrayList<Entry>();
            read(
                    new Reader() {
                        @Override
                        public void text(
                                Kind found, char[] from, int begin, int end, long position) {
                            entries.add(
                                    new Entry.Text(
                                            begin, found, new String(from, begin, end - begin)));
                        }

                        @Override
                        public void event(ChatEvent event, long position) {
                            entries.add(new Entry.Event(place - 1, event));
                        }
                    });
            return entries;
        }
    }

    /** A piece of the log that can be stored and appended again. */
    sealed interface Entry {
        /** Where in the log the piece begins; orders the pieces. */
        int place();

        record Text(int place, Kind kind, String text) implements Entry {}

        record Event(int place, ChatEvent event) implements Entry {}
    }

    /** Appends a stored piece again. */
    void append(Entry entry) {
        switch (entry) {
            case Entry.Text text -> append(text.kind(), text.text());
            case Entry.Event event -> append(event.event());
        }
    }
}
