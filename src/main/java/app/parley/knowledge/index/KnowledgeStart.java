package app.parley.knowledge.index;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the handbook searchable beside the rest of the start, and tries again when the database
 * does not let it.
 */
public class KnowledgeStart implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final HandbookCollection handbook;
    private final IndexKeeper index;
    private volatile boolean ready;
    private @Nullable Thread work;

    public KnowledgeStart(HandbookCollection handbook, IndexKeeper index) {
        this.handbook = handbook;
        this.index = index;
    }

    /** Whether the handbook can be searched. */
    public boolean isReady() {
        return ready;
    }

    @Override
    public void start() {
        work = Thread.ofPlatform().daemon().name("knowledge-start").start(this::untilReady);
    }

    @Override
    public void stop() {
        if (work != null) {
            work.interrupt();
            work = null;
        }
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }

    private void untilReady() {
        while (!ready && !Thread.currentThread().isInterrupted()) {
            try {
                handbook.bringUpToDate();
                index.bringUpToDate();
                ready = true;
            } catch (RuntimeException failed) {
                if (isRunning()) {
                    LOG.error("The handbook cannot be searched yet; trying again", failed);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
