package app.parley.platform.task;

import java.time.Duration;

/**
 * Starts work and waits for time and signals. Everything that runs beside requests goes through
 * here, so that a test can run the same code under a seeded clock and scheduler.
 */
public interface Tasks {
    /** Runs the work on a thread of its own, at once; an uncaught exception is logged. */
    void start(String name, Runnable work);

    /** Milliseconds that only ever rise; for deadlines, not for dates. */
    long monotonicMillis();

    /** Waits. */
    void pause(Duration duration);

    /** A new signal, not raised. */
    Signal signal();
}
