package app.parley.chat;

import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts and drains the turns with the process. Draining comes before the web server's own
 * shutdown: readiness off, no new turns, viewers told to come back, running turns get a while to
 * finish, and what is left is kept as interrupted.
 */
@Component
class ChatLifecycle implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ChatLifecycle.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final TurnRegistry registry;
    private final TurnSaver saver;
    private final TurnRecovery recovery;
    private final Runner runner;
    private final Tasks tasks;
    private final Database database;
    private final ApplicationContext context;
    private final ChatProperties settings;
    private volatile boolean running;

    ChatLifecycle(
            TurnRegistry registry,
            TurnSaver saver,
            TurnRecovery recovery,
            Runner runner,
            Tasks tasks,
            Database database,
            ApplicationContext context,
            ChatProperties settings) {
        this.registry = registry;
        this.saver = saver;
        this.recovery = recovery;
        this.runner = runner;
        this.tasks = tasks;
        this.database = database;
        this.context = context;
        this.settings = settings;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
        if (database.dialect() == Dialect.SQLITE) {
            // Nobody else can have this file: whatever was running has died with the process
            // before, whatever the clock said then.
            recovery.recoverAll();
        }
        tasks.start("turn-saver", saver::saveUntilClosed);
        tasks.start("turn-recovery", recovery::recoverUntilClosed);
    }

    /** On a thread of its own: others who let go of their readers do not wait for the answers. */
    @Override
    public void stop(Runnable done) {
        tasks.start(
                "drain",
                () -> {
                    try {
                        stop();
                    } finally {
                        done.run();
                    }
                });
    }

    @Override
    public void stop() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        runner.drain();
        registry.all().forEach(turn -> turn.log().wake());
        if (!registry.isEmpty()) {
            log.info(
                    "waiting up to {} for {} running answers",
                    settings.drain(),
                    registry.all().size());
        }
        awaitTurns(settings.drain(), () -> {});
        // Also one that was being recorded until now.
        awaitTurns(LAST_WRITES, () -> registry.all().forEach(Turn::interrupt));
        recovery.close();
        saver.close();
        running = false;
    }

    private void awaitTurns(Duration atMost, Runnable each) {
        long deadline = tasks.monotonicMillis() + atMost.toMillis();
        while (!registry.isEmpty() && tasks.monotonicMillis() < deadline) {
            each.run();
            tasks.pause(LOOK);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
