package app.parley.platform.outbound;

import app.parley.platform.outbound.OutboundException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up for no longer than the fetch has left. The system's own look-up knows no limit and
 * holds the thread that it runs on, so it runs on one that nobody misses.
 */
final class TimedNames implements NameService, AutoCloseable {
    private static final int MOST_AT_ONCE = 64;

    private final NameService names;
    private final Supplier<Duration> left;
    private final ExecutorService lookUps =
            new ThreadPoolExecutor(
                    0,
                    MOST_AT_ONCE,
                    30,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("name-look-up-", 0).factory());

    /**
     * @param left asked on the thread that waits
     */
    TimedNames(NameService names, Supplier<Duration> left) {
        this.names = names;
        this.left = left;
    }

    @Override
    public InetAddress[] addressesOf(String host) throws UnknownHostException {
        try {
            return lookUps.submit(() -> names.addressesOf(host))
                    .get(left.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException slow) {
            throw timedOut(slow);
        } catch (RejectedExecutionException allWait) {
            throw timedOut(allWait);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw timedOut(hurried);
        }
    }

    private static OutboundException timedOut(@Nullable Exception cause) {
        return new OutboundException(
                Reason.TIMED_OUT,
                "The name of the server could not be looked up in the time that there is.",
                cause);
    }

    @Override
    public void close() {
        lookUps.shutdownNow();
    }
}
