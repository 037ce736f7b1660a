package app.parley.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Waits for what other threads, processes and servers bring about. The patience is for a machine
 * that is busy with much else: it is only used up by a test that fails.
 */
public final class Awaiting {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Awaiting() {}

    /** Waits until the assertions hold; fails as they do. */
    public static void eventually(Runnable assertions) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertions.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                pause(LOOK);
            }
        }
    }

    /** Asks until the answer is as wanted. */
    public static <T> T until(String what, Callable<T> question, Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = answer(question);
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what + ": " + answer);
            }
            pause(LOOK);
        }
    }

    /** Waits until something is so. */
    public static void until(String what, Callable<Boolean> question) {
        until(what, question, so -> so);
    }

    /** Time that has to pass; nothing may be expected to have happened meanwhile. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static <T> T answer(Callable<T> question) {
        try {
            return question.call();
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
