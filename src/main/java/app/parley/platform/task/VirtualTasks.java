package app.parley.platform.task;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One virtual thread for each piece of work. */
@Component
public final class VirtualTasks implements Tasks {
    private static final Logger log = LoggerFactory.getLogger(VirtualTasks.class);

    private static final LongWaits LONG_WAITS = new LongWaits();

    @Override
    public void start(String name, Runnable work) {
        Thread.ofVirtual()
                .name(name)
                .uncaughtExceptionHandler(
                        (thread, failure) -> log.error("{} failed", thread.getName(), failure))
                .start(work);
    }

    @Override
    public long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Signal signal() {
        return new ParkingSignal(LONG_WAITS);
    }
}
