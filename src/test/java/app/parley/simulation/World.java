package app.parley.simulation;

import app.parley.chat.ChatProcess;
import app.parley.chat.InMemoryTurnStore;
import app.parley.conversation.Conversation;
import app.parley.conversation.ConversationDeleted;
import app.parley.conversation.Conversations;
import app.parley.conversation.InMemoryConversationStore;
import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.Knowledge;
import app.parley.knowledge.NamedDocument;
import app.parley.platform.db.Dialect;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** One history: the processes, what they stand on, and what befalls them. */
final class World implements Ports {
    private static final long BEGINNING = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

    final Random random;
    final Trace trace;
    final Scheduler scheduler;
    final Journal journal = new Journal();
    final MemoryDatabase database;
    final InMemoryConversationStore conversations;
    final InMemoryTurnStore turns;
    final ScriptedModels models;
    final List<Node> nodes = new ArrayList<>();
    final Set<UUID> endedSessions = new HashSet<>();
    final UUID owner;
    private final Faults faults;
    private final Invariants invariants;
    private final UUID document;
    private int calls;
    private int requests;
    private Scheduler.Task lockedBy;
    private long outageUntil;

    /** Nothing goes wrong from here on. */
    boolean quiet;

    /** How long calls were held up in all, in milliseconds. */
    long hung;

    /** How many calls went wrong. */
    int faultCount;

    World(Random random, Faults faults, Shape shape, boolean traced) {
        this.random = random;
        this.faults = faults;
        trace = new Trace(traced);
        scheduler = new Scheduler(random, trace);
        owner = newId();
        document = newId();
        database = new MemoryDatabase(this, shape.dialect());
        conversations = new InMemoryConversationStore(database);
        turns = new InMemoryTurnStore(database, conversations.table());
        models = new ScriptedModels(this, random);
        invariants = new Invariants(this);
        database.onCommit(invariants::afterCommit);
        for (int i = 0; i < shape.nodes(); i++) {
            nodes.add(new Node(i));
        }
    }

    /**
     * What kind of world it is.
     *
     * @param nodes how many processes share the database
     */
    record Shape(Dialect dialect, int nodes) {}

    Invariants invariants() {
        return invariants;
    }

    int calls() {
        return calls;
    }

    UUID newId() {
        return new UUID(random.nextLong() & ~0xf000L | 0x7000L, random.nextLong() >>> 2 | 1L << 63);
    }

    void note(String who, String what) {
        trace.add(scheduler.now(), who, what);
    }

    UUID newConversation() {
        var now = Instant.ofEpochMilli(BEGINNING);
        var chat = new Conversation(newId(), owner, "", null, null, null, List.of(), now, now);
        conversations.create(owner, chat);
        return chat.id();
    }

    Node someNode() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    // ---- what befalls calls
    // ----------------------------------------------------------------------

    @Override
    public <T> T call(String name, Supplier<T> effect) {
        return call(name, true, effect);
    }

    /**
     * @param mayFail false where only time and death can come between
     */
    private <T> T call(String name, boolean mayFail, Supplier<T> effect) {
        var task = scheduler.current();
        if (task.process == null) {
            return effect.get();
        }
        if (task.readsModel) {
            scheduler.fail("the reader of the model calls " + name);
        }
        var fault = quiet ? null : faults.at(++calls);
        if (trace.isKept()) {
            note(task.name, name + (fault == null ? "" : "  <-- " + fault));
        }
        scheduler.step();
        if (fault != null) {
            faultCount++;
            befall(fault, true, mayFail, name, task);
        }
        if (mayFail && scheduler.now() < outageUntil && !quiet) {
            if (random.nextInt(6) == 0) {
                effect.get();
            }
            throw new Faults.Away(name);
        }
        T result = effect.get();
        scheduler.step();
        if (fault != null) {
            befall(fault, false, mayFail, name, task);
        }
        return result;
    }

    private void befall(
            Faults.Fault fault, boolean before, boolean mayFail, String name, Scheduler.Task task) {
        switch (fault.kind()) {
            case FAIL_BEFORE -> {
                if (before && mayFail) {
                    throw new Faults.Away(name);
                }
            }
            case FAIL_AFTER -> {
                if (!before && mayFail) {
                    throw new Faults.Away(name);
                }
            }
            case HANG_BEFORE -> {
                if (before) {
                    hang(fault.millis());
                }
            }
            case HANG_AFTER -> {
                if (!before) {
                    hang(fault.millis());
                }
            }
            case DIE_BEFORE -> {
                if (before) {
                    nodeOf(task.process).die();
                }
            }
            case DIE_AFTER -> {
                if (!before) {
                    nodeOf(task.process).die();
                }
            }
            case STALL -> {
                if (before && lockedBy == null) {
                    hung += fault.millis();
                    scheduler.stall(task.process, fault.millis());
                    scheduler.step();
                }
            }
            case OUTAGE -> {
                if (before) {
                    hung += fault.millis();
                    outageUntil = scheduler.now() + fault.millis();
                }
            }
        }
    }

    private void hang(long millis) {
        hung += millis;
        scheduler.pause(millis);
    }

    @Override
    public void lock() {
        var self = scheduler.current();
        while (lockedBy != null) {
            scheduler.await(() -> lockedBy == null, Long.MAX_VALUE / 2);
        }
        lockedBy = self;
    }

    @Override
    public void unlock() {
        lockedBy = null;
    }

    @Override
    public Object caller() {
        return scheduler.caller();
    }

    @Override
    public long now() {
        return BEGINNING + scheduler.now();
    }

    private Node nodeOf(Scheduler.Process process) {
        return nodes.stream().filter(node -> node.process == process).findFirst().orElseThrow();
    }

    // ---- processes
    // -------------------------------------------------------------------------------

    /** A machine that always has one process, or will soon have one again. */
    final class Node {
        private final int index;
        private int lives;
        private boolean up;
        private boolean draining;
        private long clockOffset;
        Scheduler.Process process;
        ChatProcess chat;

        Node(int index) {
            this.index = index;
        }

        boolean isUp() {
            return up;
        }

        boolean isSettled() {
            return up && !draining && chat.isIdle();
        }

        void jump(long millis) {
            note("world", "the clock of node " + index + " jumps by " + millis);
            clockOffset += millis;
        }

        void boot() {
            draining = false;
            process = new Scheduler.Process("p" + index + "." + ++lives);
            var tasks = scheduler.tasksOf(process);
            var clock = clock();
            var mine = new ChatProcess[1];
            org.springframework.context.ApplicationEventPublisher events =
                    event -> publish(mine[0], event);
            Conversations titles = conversations.conversations(events, clock);
            mine[0] =
                    new ChatProcess(
                            conversations,
                            turns,
                            database,
                            titles,
                            models,
                            knowledge(),
                            credential ->
                                    call(
                                            "session.isLive",
                                            () -> !endedSessions.contains(credential.id())),
                            events,
                            tasks,
                            clock);
            chat = mine[0];
            this.titles = titles;
            note("world", process + " boots as " + chat.runnerId());
            scheduler.start("boot-" + process, process, this::start);
        }

        private Conversations titles;

        private void start() {
            try {
                chat.start();
            } catch (DataAccessException away) {
                note("world", process + " cannot start");
                die();
            }
            up = true;
            journal.boots.add(scheduler.now());
        }

        /** Kills the process; another one starts in its place after a while. */
        void die() {
            ends(false);
        }

        private void ends(boolean drained) {
            note("world", process + (drained ? " ends" : " dies"));
            up = false;
            journal.deaths.put(chat.runnerId(), new Journal.Death(scheduler.now(), drained));
            long rest = 10 + random.nextInt(3_000);
            scheduler.start(
                    "restart-" + index,
                    null,
                    () -> {
                        scheduler.pause(rest);
                        boot();
                    });
            scheduler.kill(process);
        }

        /** Ends the process as an operator does. */
        void drain() {
            if (up && !draining) {
                draining = true;
                note("world", process + " drains");
                var ends = process;
                scheduler.start(
                        "drain-" + process,
                        process,
                        () -> {
                            journal.drainedSince.put(chat.runnerId(), scheduler.now());
                            chat.drain();
                            invariants.drained(chat.runnerId());
                            // the web server lets its last requests finish
                            scheduler.pause(random.nextInt(3_000));
                            ends(true);
                        });
            }
        }

        void delete(UUID conversation) {
            InMemoryConversationStore.delete(titles, owner, conversation);
        }

        private Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public long millis() {
                    return BEGINNING + scheduler.now() + clockOffset;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(millis());
                }
            };
        }
    }

    private Knowledge knowledge() {
        return new Knowledge() {
            @Override
            public List<FoundPassage> find(
                    UUID reader, Set<UUID> collections, String query, int limit) {
                return call("knowledge.find", () -> List.of(passage("one"), passage("two")));
            }

            @Override
            public List<FoundPassage> findIn(
                    UUID reader, Set<UUID> documents, String query, int limit) {
                return List.of();
            }

            @Override
            public int count(UUID reader, Set<UUID> documents, boolean searchable) {
                return documents.size();
            }

            @Override
            public List<NamedDocument> named(UUID reader, Set<UUID> documents) {
                return List.of();
            }

            @Override
            public Set<UUID> defaults(UUID reader) {
                return Set.of();
            }

            @Override
            public boolean isReady() {
                return true;
            }
        };
    }

    private FoundPassage passage(String text) {
        return new FoundPassage(document, "Title", "Place", text, 0, 3, 0.5);
    }

    private void publish(ChatProcess process, Object event) {
        this.<Void>call(
                "publish " + event.getClass().getSimpleName(),
                false,
                () -> {
                    if (event instanceof ConversationDeleted deleted) {
                        process.deleted(deleted);
                    }
                    var notice = ChatProcess.notice(event);
                    if (notice != null) {
                        journal.notices
                                .computeIfAbsent(notice.turnId(), none -> new ArrayList<>())
                                .add(new Journal.Notice(process.runnerId(), notice.what()));
                    }
                    return null;
                });
    }

    // ---- requests
    // --------------------------------------------------------------------------------

    /** What became of a request: an answer, a refusal, or nobody knows. */
    static final class Reply<T> {
        T value;
        RuntimeException failure;
        private boolean done;

        boolean isKnown() {
            return value != null || failure != null && !(failure instanceof DataAccessException);
        }
    }

    <T> Reply<T> request(Node node, String name, Supplier<T> work) {
        var reply = new Reply<T>();
        var lost = new Reply<T>();
        if (!node.up) {
            return lost;
        }
        var process = node.process;
        scheduler.start(
                name + "-" + ++requests,
                process,
                () -> {
                    try {
                        reply.value = work.get();
                    } catch (app.parley.platform.error.ParleyException | DataAccessException no) {
                        reply.failure = no;
                    }
                    reply.done = true;
                });
        scheduler.await(() -> reply.done || process.isDead(), 1_000 + random.nextInt(30_000));
        boolean arrives = quiet || random.nextInt(20) != 0;
        return reply.done && arrives ? reply : lost;
    }
}
