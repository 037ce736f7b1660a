package app.parley.bench;

import java.nio.charset.StandardCharsets;

/** What a stub answer does next. */
sealed interface StubStep {
    /** Sends bytes of the body; what follows without a wait goes out in the same packet. */
    record Send(byte[] bytes) implements StubStep {}

    /** Waits until {@link System#nanoTime()} has reached the time. */
    record Until(long nanoTime) implements StubStep {}

    /** Waits. */
    record Pause(long nanos) implements StubStep {}

    /** Closes the connection in the middle of the body. */
    record Cut() implements StubStep {}

    /** Resets the connection (RST). */
    record Reset() implements StubStep {}

    /** Says nothing more and keeps the connection open. */
    record Hang() implements StubStep {}

    static StubStep send(String text) {
        return new Send(text.getBytes(StandardCharsets.UTF_8));
    }

    static StubStep pauseMillis(long millis) {
        return new Pause(millis * 1_000_000);
    }
}
