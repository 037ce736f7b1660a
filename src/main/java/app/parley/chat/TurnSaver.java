package app.parley.chat;

import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Saves what running turns have said: one commit for all of them, at least every quarter of a
 * second, on a thread of its own, so that no reader of a model ever waits for the database. The
 * same commit says that the turns are alive and hears what other processes want of them.
 */
@Component
class TurnSaver {
    private static final Logger log = LoggerFactory.getLogger(TurnSaver.class);
    private final TurnRegistry registry;
    private final TurnStore store;
    private final TurnRecovery recovery;
    private final Runner runner;
    private final Tasks tasks;
    private final ChatProperties settings;
    private final Signal work;

    /** What could not be saved yet, by turn. */
    private final Map<UUID, List<TurnLog.Entry>> pending = new HashMap<>();

    /**
     * Turns that the database says are ours and that nobody here runs, since when (monotonic
     * milliseconds).
     */
    private final Map<UUID, Long> strays = new HashMap<>();

    private long leasesRenewedAt = Long.MIN_VALUE / 2;
    private volatile boolean closed;

    TurnSaver(
            TurnRegistry registry,
            TurnStore store,
            TurnRecovery recovery,
            Runner runner,
            Tasks tasks,
            ChatProperties settings) {
        this.registry = registry;
        this.store = store;
        this.recovery = recovery;
        this.runner = runner;
        this.tasks = tasks;
        this.settings = settings;
        work = tasks.signal();
    }

    /** There is a turn to look after. */
    void wake() {
        work.raise();
    }

    void close() {
        closed = true;
        work.raise();
    }

    void saveUntilClosed() {
        while (!closed) {
            if (registry.isEmpty() && pending.isEmpty() && strays.isEmpty()) {
                work.await(settings.lease());
            }
            tasks.pause(settings.saveEvery());
            try {
                save();
            } catch (DataAccessException away) {
                log.warn("what running turns have said cannot be saved yet: {}", away.getMessage());
            }
        }
    }

    /** One round. */
    void save() {
        long now = tasks.monotonicMillis();
        boolean renew = now - leasesRenewedAt >= settings.lease().toMillis() / 3;
        collect();
        if (pending.isEmpty() && !renew) {
            return;
        }
        var said = new ArrayList<TurnStore.Said>();
        pending.forEach(
                (turn, entries) -> said.add(new TurnStore.Said(turn, List.copyOf(entries))));
        // Only turns that were here before the database was asked can be missing from its answer.
        var here = List.copyOf(registry.all());
        var owned = store.save(runner.id(), said, renew ? settings.lease() : null);
        pending.clear();
        if (renew) {
            leasesRenewedAt = now;
        }
        obeyOthers(owned, here);
        lookAfterStrays(owned, now);
    }

    /** Also of turns that are ending: that may take as long as the database is away. */
    private void collect() {
        for (var turn : registry.all()) {
            if (turn.saved().hasMore()) {
                pending.computeIfAbsent(turn.id(), none -> new ArrayList<>())
                        .addAll(turn.saved().readEntries());
            }
        }
    }

    private void obeyOthers(List<TurnStore.Owned> owned, List<Turn> here) {
        var ours = new HashSet<UUID>();
        for (var turn : owned) {
            ours.add(turn.turnId());
            if (turn.stopRequested()) {
                registry.find(turn.turnId()).ifPresent(Turn::stop);
            }
        }
        for (var turn : here) {
            if (!ours.contains(turn.id()) && !turn.isEnding()) {
                log.warn("turn {} is no longer this process's", turn.id());
                turn.stop();
                turn.log().abandon();
            }
        }
    }

    /**
     * A turn may be recorded although the commit's answer never reached us: then nobody runs it.
     * After a while it is ended like one whose process died, so that the chat is free again.
     */
    private void lookAfterStrays(List<TurnStore.Owned> owned, long now) {
        Set<UUID> seen = new HashSet<>();
        for (var turn : owned) {
            if (registry.find(turn.turnId()).isEmpty() && !registry.isExpected(turn.turnId())) {
                seen.add(turn.turnId());
                strays.putIfAbsent(turn.turnId(), now);
            }
        }
        strays.keySet().retainAll(seen);
        Set<UUID> due = new HashSet<>();
        strays.forEach(
                (turn, since) -> {
                    if (now - since >= settings.lease().toMillis()) {
                        due.add(turn);
                    }
                });
        recovery.interrupt(store.running(runner.id(), due));
    }
}
