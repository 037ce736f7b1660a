package app.parley.platform.web;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's protocol, which only minds the time between two bytes, with an end to the time that the
 * headers of a request may take as a whole. Public because Tomcat makes it.
 */
public class HurriedConnections extends Http11NioProtocol {
    private @Nullable ScheduledExecutorService watch;
    private Duration patience = Duration.ofSeconds(30);

    void setPatience(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void start() throws Exception {
        super.start();
        watch =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("slow-headers").factory());
        long every = Math.max(200, patience.toMillis() / 4);
        watch.scheduleWithFixedDelay(this::closeSlowOnes, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.shutdownNow();
        }
        super.stop();
    }

    private void closeSlowOnes() {
        long now = System.nanoTime();
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (connection.getCurrentProcessor() instanceof Processor processor
                    && isSlow(processor, now)) {
                connection.close();
            }
        }
    }

    /**
     * A connection has a processor between two of its bytes alone: while a request is served, the
     * thread has it, and afterwards nobody.
     */
    private boolean isSlow(Processor processor, long now) {
        var request = processor.getRequest();
        return request != null
                && !processor.isAsync()
                && !processor.isUpgrade()
                && request.getStartTimeNanos() > 0
                && now - request.getStartTimeNanos() > patience.toNanos();
    }
}
