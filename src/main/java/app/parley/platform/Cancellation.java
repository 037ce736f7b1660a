package app.parley.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells running work to stop: asked between steps, and acted upon at once by what would otherwise
 * block.
 */
public final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Stops the work; only the first call does anything. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
        }
        due.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Runs the action when cancelled, or now if that has already happened; it must not block and
     * may come twice.
     */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }
}
