package app.parley.model.guide;

import app.parley.model.ModelListener;
import app.parley.platform.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Hands an answer over word by word, as fast as people read. */
final class Pacing {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    private final int wordsPerSecond;

    /**
     * @param wordsPerSecond 0 hands over everything at once
     */
    Pacing(int wordsPerSecond) {
        this.wordsPerSecond = wordsPerSecond;
    }

    /**
     * @throws CancellationException at once when cancelled
     */
    void stream(String answer, ModelListener listener, Cancellation cancellation) {
        var stopped = new CountDownLatch(1);
        cancellation.onCancel(stopped::countDown);
        if (wordsPerSecond == 0) {
            throwIfStopped(stopped, 0);
            listener.text(answer);
            return;
        }
        long start = System.nanoTime();
        long pause = Duration.ofSeconds(1).toNanos() / wordsPerSecond;
        var words = WORD.matcher(answer);
        for (long said = 0; words.find(); said++) {
            // Due times, not pauses: what a late wake-up costs is made good by the next word.
            throwIfStopped(stopped, start + said * pause - System.nanoTime());
            listener.text(words.group());
        }
    }

    private static void throwIfStopped(CountDownLatch stopped, long nanos) {
        try {
            if (stopped.await(nanos, TimeUnit.NANOSECONDS)) {
                throw new CancellationException("stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
