package app.parley.platform.task;

import java.time.Duration;

/**
 * Wakes the one thread that waits for it; raising it before the wait makes the wait return at once.
 */
public interface Signal {
    /** Never blocks; raising twice is like once. */
    void raise();

    /**
     * Waits until the signal is raised and lowers it again.
     *
     * @param atMost how long; a wait of a second or more may end up to a quarter of a second late
     * @return false when the time passed first
     */
    boolean await(Duration atMost);
}
