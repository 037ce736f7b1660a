package app.parley.chat;

import app.parley.account.Credential;
import app.parley.account.CredentialGate;
import app.parley.conversation.Conversations;
import app.parley.platform.task.Tasks;
import app.parley.platform.web.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets one reader follow a turn from any position: from the log in memory where the turn runs here,
 * else from what is stored. A reader has its own place in the log; the slower it is, the more
 * deltas leave in one event.
 */
@Component
class TurnViewer {
    private static final Logger log = LoggerFactory.getLogger(TurnViewer.class);

    /**
     * Credential and neighbours are looked at this often: who may not read on is cut off in 5 s.
     */
    private static final Duration LOOK = Duration.ofSeconds(3);

    /**
     * A reader that is this far behind after this long a write is let go; it comes back where it
     * was.
     */
    private static final int FAR_BEHIND = 1 << 18;

    private static final long SLOW_WRITE_MILLIS = 10_000;

    private final TurnRegistry registry;
    private final TurnStore store;
    private final TurnReplay replay;
    private final CredentialGate credentials;
    private final Runner runner;
    private final Tasks tasks;
    private final JsonMapper json;
    private final ChatProperties settings;

    TurnViewer(
            TurnRegistry registry,
            TurnStore store,
            TurnReplay replay,
            CredentialGate credentials,
            Runner runner,
            Tasks tasks,
            JsonMapper json,
            ChatProperties settings) {
        this.registry = registry;
        this.store = store;
        this.replay = replay;
        this.credentials = credentials;
        this.runner = runner;
        this.tasks = tasks;
        this.json = json;
        this.settings = settings;
    }

    /** Fails unless the turn exists and is the owner's. */
    void check(UUID owner, UUID turnId) {
        if (registry.find(owner, turnId).isEmpty() && store.find(owner, turnId).isEmpty()) {
            throw Conversations.missing();
        }
    }

    /** Follows over Parley's own wire; whoever reads may go away at any time. */
    void follow(
            UUID owner, Credential credential, UUID turnId, @Nullable Long after, EventStream out) {
        try {
            out.flush();
            follow(
                    owner,
                    () -> credentials.isLive(credential),
                    turnId,
                    after,
                    new EventStreamSink(out, json));
        } catch (IOException gone) {
            log.debug("a reader of turn {} went away", turnId);
        }
    }

    /**
     * Sends what follows the position until the turn ends, the reader goes away, it may not read on
     * or the process stops.
     *
     * @param after null for everything
     */
    void follow(
            UUID owner, BooleanSupplier signedIn, UUID turnId, @Nullable Long after, TurnSink out)
            throws IOException {
        var view = new View(owner, signedIn, turnId, out, after == null ? 0 : after);
        while (view.followOn()) {
            // the turn has moved: from memory to the store, or to another process
        }
    }

    private final class View implements TurnLog.Reader {
        private final UUID owner;
        private final BooleanSupplier signedIn;
        private final UUID turnId;
        private final TurnSink out;
        private long position;
        private long sentAt = tasks.monotonicMillis();
        private long lookedAt = sentAt;
        private boolean ended;

        View(UUID owner, BooleanSupplier signedIn, UUID turnId, TurnSink out, long position) {
            this.owner = owner;
            this.signedIn = signedIn;
            this.turnId = turnId;
            this.out = out;
            this.position = position;
        }

        /**
         * @return whether there is more to follow elsewhere
         */
        boolean followOn() throws IOException {
            var live = registry.find(owner, turnId).filter(turn -> !turn.log().isAbandoned());
            if (live.isPresent() && live.get().log().after(position) != null) {
                return followLive(live.get().log());
            }
            var row = store.find(owner, turnId);
            if (row.isEmpty()) {
                return false;
            }
            if (row.get().layout() != null) {
                var whole = replay.of(row.get());
                if (whole.isPresent()) {
                    send(place(whole.get()));
                }
                return false;
            }
            return live.isPresent() ? followLive(live.get().log()) : followStored();
        }

        private boolean followLive(TurnLog log) throws IOException {
            var cursor = place(log);
            var signal = tasks.signal();
            log.addReader(signal);
            try {
                while (true) {
                    send(cursor);
                    boolean all = log.hasEnded() && !cursor.hasMore();
                    if (all || !mayGoOn()) {
                        return false;
                    }
                    if (log.isAbandoned() && !cursor.hasMore()) {
                        return true;
                    }
                    if (!cursor.hasMore()) {
                        signal.await(untilNextLook());
                    }
                }
            } finally {
                log.removeReader(signal);
            }
        }

        /**
         * The turn runs on another process, or its process died: what it saves is what there is.
         */
        private boolean followStored() throws IOException {
            var log = new TurnLog();
            TurnLog.@Nullable Cursor cursor = null;
            while (true) {
                store.said(owner, turnId, (int) log.position()).forEach(log::append);
                if (cursor == null) {
                    // what the reader has already may not be saved yet
                    cursor = log.after(position);
                }
                if (cursor != null) {
                    send(cursor);
                }
                if (!mayGoOn()) {
                    return false;
                }
                if (!store.find(owner, turnId).map(row -> row.layout() == null).orElse(false)) {
                    return true;
                }
                tasks.pause(settings.saveEvery());
            }
        }

        /** Where the reader goes on; a position that the log does not reach was lost in a crash. */
        private TurnLog.Cursor place(TurnLog log) throws IOException {
            var cursor = log.after(position);
            if (cursor != null) {
                return cursor;
            }
            var kept = log.beforeEnd();
            position = kept.position();
            event(new ChatEvent.Resync(log.text(TurnLog.Kind.TEXT, kept)), position);
            return kept;
        }

        private void send(TurnLog.Cursor cursor) throws IOException {
            if (!cursor.hasMore()) {
                return;
            }
            try {
                cursor.read(this);
            } catch (UncheckedIOException gone) {
                throw gone.getCause();
            }
            position = cursor.position();
            long before = tasks.monotonicMillis();
            out.flush();
            sentAt = tasks.monotonicMillis();
            if (sentAt - before > SLOW_WRITE_MILLIS && cursor.behind() > FAR_BEHIND) {
                letGo();
            }
        }

        private Duration untilNextLook() {
            long left = lookedAt + LOOK.toMillis() - tasks.monotonicMillis();
            return Duration.ofMillis(Math.clamp(left, 1, LOOK.toMillis()));
        }

        private boolean mayGoOn() throws IOException {
            if (ended) {
                return false;
            }
            if (runner.isDraining()) {
                letGo();
                return false;
            }
            long now = tasks.monotonicMillis();
            if (now - lookedAt >= LOOK.toMillis()) {
                lookedAt = now;
                if (!signedIn.getAsBoolean()) {
                    return false;
                }
            }
            if (now - sentAt >= settings.ping().toMillis()) {
                out.ping();
                sentAt = now;
            }
            return true;
        }

        private void letGo() throws IOException {
            event(new ChatEvent.Reconnect(), position);
            out.flush();
            ended = true;
        }

        @Override
        public void text(TurnLog.Kind kind, char[] tape, int from, int to, long end) {
            try {
                out.text(kind, tape, from, to, end);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public void event(ChatEvent event, long end) {
            if (event.endsTurn()) {
                ended = true;
            }
            try {
                out.event(event, end);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
