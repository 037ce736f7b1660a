package app.parley.simulation;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Stands between the code and the fakes of its ports; a simulation decides here what befalls a
 * call.
 */
public interface Ports {
    /** Every call comes through, at once. */
    static Ports direct() {
        return new Ports() {
            private final ReentrantLock lock = new ReentrantLock();

            @Override
            public <T> T call(String name, Supplier<T> effect) {
                return effect.get();
            }

            @Override
            public void lock() {
                lock.lock();
            }

            @Override
            public void unlock() {
                lock.unlock();
            }

            @Override
            public Object caller() {
                return Thread.currentThread();
            }

            @Override
            public long now() {
                return System.currentTimeMillis();
            }
        };
    }

    /**
     * Lets the call happen, or fail before or after it has happened, or hang, or takes the process
     * away.
     */
    <T> T call(String name, Supplier<T> effect);

    /** Waits until no other transaction runs. */
    void lock();

    void unlock();

    /** Who asks: a transaction belongs to one caller. */
    Object caller();

    /** The time where the database runs, in milliseconds. */
    long now();
}
