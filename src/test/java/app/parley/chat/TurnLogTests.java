package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.conversation.Citation;
import app.parley.platform.id.Ids;
import app.parley.platform.task.VirtualTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TurnLogTests {
    private static final ChatEvent.Finished FINISHED =
            new ChatEvent.Finished(new ChatEvent.Finished.Usage(1, 2, false), false);

    @Test
    void positionsNameCharacters() {
        var log = new TurnLog();
        log.append(TurnLog.Kind.TEXT, "Hello");
        var cursor = log.after(2);
        assertThat(cursor).isNotNull();
        assertThat(read(cursor)).containsExactly("text:llo@5");
    }

    @Test
    void deltasThatWaitedLeaveAsOne() {
        var log = new TurnLog();
        log.append(TurnLog.Kind.TEXT, "Hel");
        log.append(TurnLog.Kind.TEXT, "lo");
        assertThat(read(log.start())).containsExactly("text:Hello@5");
    }

    @Test
    void anEventTakesOnePlaceAndAChangeOfKindToo() {
        var log = new TurnLog();
        log.append(TurnLog.Kind.REASONING, "hm");
        log.append(TurnLog.Kind.TEXT, "so");
        log.append(new ChatEvent.Titled("T"));
        log.append(FINISHED);
        assertThat(read(log.start()))
                .containsExactly("reasoning:hm@3", "text:so@6", "titled@7", "finished@8");
        assertThat(log.hasEnded()).isTrue();
    }

    @Test
    void nothingFollowsTheEnd() {
        var log = new TurnLog();
        log.append(TurnLog.Kind.TEXT, "x");
        log.append(FINISHED);
        assertThat(log.after(2)).isNotNull().satisfies(end -> assertThat(end.hasMore()).isFalse());
        assertThat(log.after(3)).isNull();
    }

    @Test
    void whatASealedLogIsOfferedComesTooLate() {
        var log = new TurnLog();
        log.seal();
        assertThat(log.appendUnlessSealed(new ChatEvent.Titled("late"))).isFalse();
        assertThat(log.position()).isZero();
    }

    @Test
    void afterACrashNoPositionThatWasSentBeforeIsMistakenForAnother() {
        var log = new TurnLog();
        log.append(TurnLog.Kind.TEXT, "kept");
        log.crashed();
        log.append(new ChatEvent.Interrupted());
        for (long sentBefore = 5; sentBefore < 100; sentBefore++) {
            assertThat(log.after(sentBefore)).isNull();
        }
        assertThat(read(log.after(2)))
                .containsExactly("text:pt@4", "interrupted@" + ((1L << 40) + 5));
        assertThat(read(log.after(4))).containsExactly("interrupted@" + ((1L << 40) + 5));
        assertThat(read(log.after((1L << 40) + 5))).isEmpty();
        assertThat(read(log.beforeEnd())).containsExactly("interrupted@" + ((1L << 40) + 5));
    }

    /**
     * However the log was cut, stored and made again, every reader gets the same from every
     * position.
     */
    @RepeatedTest(200)
    void aLogThatIsMadeAgainIsTheSame(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var log = new TurnLog();
        var writer = log.start();
        var rows = new ArrayList<TurnLog.Entry>();
        for (int i = 0; i < 40; i++) {
            append(log, random);
            if (random.nextInt(4) == 0) {
                rows.addAll(writer.readEntries());
            }
        }
        rows.addAll(writer.readEntries());
        boolean crashed = random.nextBoolean();
        var layout = TurnLayout.of(log.start().readEntries(), crashed, FINISHED);
        if (crashed) {
            log.crashed();
        }
        log.append(FINISHED);

        var fromRows = new TurnLog();
        rows.forEach(fromRows::append);
        if (crashed) {
            fromRows.crashed();
        }
        fromRows.append(FINISHED);
        var stored = JsonMapper.shared().writeValueAsString(layout);
        var fromLayout =
                JsonMapper.shared()
                        .readValue(stored, TurnLayout.class)
                        .replay(
                                "before" + log.allText(TurnLog.Kind.TEXT),
                                6,
                                log.allText(TurnLog.Kind.REASONING),
                                0);

        for (long position = 0; position <= log.position() && position < 10_000; position++) {
            var expected = log.after(position);
            if (expected == null) {
                assertThat(fromRows.after(position)).isNull();
                assertThat(fromLayout.after(position)).isNull();
            } else {
                var from = position;
                var wanted = read(expected);
                assertThat(read(fromRows.after(from))).as("rows after %d", from).isEqualTo(wanted);
                assertThat(read(fromLayout.after(from)))
                        .as("layout after %d", from)
                        .isEqualTo(wanted);
            }
        }
    }

    @Test
    void readersFollowAWriterWithoutLosingACharacter() throws Exception {
        var tasks = new VirtualTasks();
        var log = new TurnLog();
        var expected = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            expected.append(i).append(' ');
        }
        var got = new ArrayList<StringBuilder>();
        var readers = new ArrayList<Thread>();
        for (int r = 0; r < 4; r++) {
            var text = new StringBuilder();
            got.add(text);
            readers.add(Thread.ofVirtual().start(() -> follow(tasks, log, text)));
        }
        for (int i = 0; i < 20_000; i++) {
            log.append(TurnLog.Kind.TEXT, i + " ");
        }
        log.append(FINISHED);
        for (var reader : readers) {
            reader.join();
        }
        for (var text : got) {
            assertThat(text.toString()).isEqualTo(expected.toString());
        }
    }

    private static void follow(VirtualTasks tasks, TurnLog log, StringBuilder text) {
        var cursor = log.start();
        var signal = tasks.signal();
        log.addReader(signal);
        while (!log.hasEnded() || cursor.hasMore()) {
            cursor.read(
                    new TurnLog.Reader() {
                        @Override
                        public void text(
                                TurnLog.Kind kind, char[] tape, int from, int to, long position) {
                            text.append(tape, from, to - from);
                        }

                        @Override
                        public void event(ChatEvent event, long position) {}
                    });
            if (!cursor.hasMore() && !log.hasEnded()) {
                signal.await(Duration.ofSeconds(1));
            }
        }
    }

    private static void append(TurnLog log, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> log.append(TurnLog.Kind.REASONING, "r".repeat(1 + random.nextInt(4)));
            case 1 ->
                    log.append(
                            ChatEvent.Cited.of(new Citation(1, Ids.newId(), "t", "l", "q", 0, 1)));
            case 2 -> log.append(new ChatEvent.Titled("t" + random.nextInt()));
            default ->
                    log.append(
                            TurnLog.Kind.TEXT,
                            "t\u00e9\ud83c\udf33".substring(0, 1 + random.nextInt(2)));
        }
    }

    private static List<String> read(TurnLog.Cursor cursor) {
        var found = new ArrayList<String>();
        cursor.read(
                new TurnLog.Reader() {
                    @Override
                    public void text(
                            TurnLog.Kind kind, char[] tape, int from, int to, long position) {
                        found.add(
                                kind.name().toLowerCase()
                                        + ":"
                                        + new String(tape, from, to - from)
                                        + "@"
                                        + position);
                    }

                    @Override
                    public void event(ChatEvent event, long position) {
                        found.add(event.type() + "@" + position);
                    }
                });
        return found;
    }
}
