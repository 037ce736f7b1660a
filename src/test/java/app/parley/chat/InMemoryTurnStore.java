package app.parley.chat;

import app.parley.conversation.Conversation;
import app.parley.simulation.MemoryDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Turns without a database, for the simulation. */
public final class InMemoryTurnStore implements TurnStore {
    private final MemoryDatabase database;
    private final MemoryDatabase.Table<UUID, Conversation> conversations;
    private final MemoryDatabase.Table<UUID, Stored> turns;
    private final MemoryDatabase.Table<UUID, TreeMap<Integer, TurnLog.Entry>> deltas;
    private final MemoryDatabase.Table<Request, Known> requests;

    private record Stored(TurnRow row, long leaseUntil, boolean stopRequested) {}

    private record Request(UUID owner, String key) {}

    private record Known(UUID owner, KnownRequest request, Instant createdAt) {}

    /**
     * @param conversations what turns belong to and go with
     */
    public InMemoryTurnStore(
            MemoryDatabase database, MemoryDatabase.Table<UUID, Conversation> conversations) {
        this.database = database;
        this.conversations = conversations;
        turns = database.table();
        deltas = database.table();
        requests = database.table();
        conversations.onRemove(
                gone ->
                        rows().stream()
                                .filter(row -> row.conversationId().equals(gone))
                                .forEach(row -> turns.remove(row.id())));
        turns.onRemove(deltas::remove);
    }

    List<TurnRow> rows() {
        return turns.all().stream().map(Stored::row).toList();
    }

    /** Turns that have deltas. */
    int turnsWithDeltas() {
        return (int) deltas.all().stream().filter(entries -> !entries.isEmpty()).count();
    }

    @Override
    public Optional<TurnRow> find(UUID owner, UUID turnId) {
        return database.query("turn.find", () -> get(owner, turnId).map(Stored::row));
    }

    private Optional<Stored> get(UUID owner, UUID turnId) {
        return turns.get(turnId).filter(found -> found.row().ownerId().equals(owner));
    }

    @Override
    public Optional<KnownRequest> known(UUID owner, String key) {
        return database.query(
                "turn.known", () -> requests.get(new Request(owner, key)).map(Known::request));
    }

    @Override
    public void record(UUID owner, TurnRow turn, Duration lease, String key, String bodyHash) {
        database.change(
                "turn.record",
                () -> {
                    if (conversations.get(turn.conversationId()).isEmpty()) {
                        throw new DataIntegrityViolationException("foreign key of turn");
                    }
                    var request = new Request(owner, key);
                    boolean another =
                            rows().stream()
                                    .filter(InMemoryTurnStore::isRunning)
                                    .anyMatch(
                                            row ->
                                                    row.conversationId()
                                                            .equals(turn.conversationId()));
                    if (another
                            || turns.get(turn.id()).isPresent()
                            || requests.get(request).isPresent()) {
                        throw new DuplicateKeyException("turn");
                    }
                    turns.put(turn.id(), new Stored(turn, until(lease), false));
                    requests.put(
                            request,
                            new Known(
                                    turn.ownerId(),
                                    new KnownRequest(bodyHash, turn.id()),
                                    turn.createdAt()));
                });
    }

    @Override
    public List<Owned> save(UUID runner, List<Said> said, Duration lease) {
        return database.update(
                "turn.save",
                () -> {
                    var owned = new ArrayList<Owned>();
                    for (var stored : turns.all()) {
                        var row = stored.row();
                        if (isRunning(row) && row.runnerId().equals(runner)) {
                            if (lease != null) {
                                turns.put(
                                        row.id(),
                                        new Stored(row, until(lease), stored.stopRequested()));
                            }
                            owned.add(new Owned(row.id(), stored.stopRequested()));
                        }
                    }
                    for (var one : said) {
                        if (owned.stream().anyMatch(turn -> turn.turnId().equals(one.turnId()))) {
                            insert(one);
                        }
                    }
                    return List.copyOf(owned);
                });
    }

    private void insert(Said said) {
        var entries = new TreeMap<>(deltas.get(said.turnId()).orElseGet(TreeMap::new));
        said.entries().forEach(entry -> entries.putIfAbsent(entry.place(), entry));
        deltas.put(said.turnId(), entries);
    }

    @Override
    public Map<UUID, Set<UUID>> attachments(UUID owner, Collection<UUID> questionIds) {
        Map<UUID, Set<UUID>> attached = new HashMap<>();
        for (var row : rows()) {
            var documents = row.options().attachments();
            if (row.ownerId().equals(owner)
                    && questionIds.contains(row.userMessageId())
                    && !documents.isEmpty()) {
                attached.put(row.userMessageId(), documents);
            }
        }
        return attached;
    }

    @Override
    public Set<UUID> attachedOnlyIn(UUID owner, UUID conversationId) {
        Set<UUID> attached = new HashSet<>();
        Set<UUID> elsewhere = new HashSet<>();
        for (var row : rows()) {
            if (row.ownerId().equals(owner)) {
                (row.conversationId().equals(conversationId) ? attached : elsewhere)
                        .addAll(row.options().attachments());
            }
        }
        attached.removeAll(elsewhere);
        return attached;
    }

    @Override
    public List<TurnLog.Entry> said(UUID owner, UUID turnId, int fromPlace) {
        return database.query(
                "turn.said",
                () ->
                        get(owner, turnId)
                                .flatMap(found -> deltas.get(turnId))
                                .map(entries -> List.copyOf(entries.tailMap(fromPlace).values()))
                                .orElse(List.of()));
    }

    @Override
    public boolean requestStop(UUID owner, UUID turnId) {
        return database.update(
                "turn.requestStop",
                () -> {
                    var running = get(owner, turnId).filter(found -> isRunning(found.row()));
                    running.ifPresent(
                            found ->
                                    turns.put(
                                            turnId,
                                            new Stored(found.row(), found.leaseUntil(), true)));
                    return running.isPresent();
                });
    }

    @Override
    public boolean end(
            UUID owner,
            UUID turnId,
            UUID runner,
            TurnRow.State state,
            TurnLayout layout,
            Instant now) {
        return database.update(
                "turn.end",
                () -> {
                    var found =
                            get(owner, turnId)
                                    .filter(turn -> isRunning(turn.row()))
                                    .filter(turn -> turn.row().runnerId().equals(runner));
                    found.ifPresent(
                            turn -> {
                                turns.put(
                                        turnId,
                                        new Stored(
                                                ended(turn.row(), state, layout),
                                                turn.leaseUntil(),
                                                turn.stopRequested()));
                                deltas.remove(turnId);
                            });
                    return found.isPresent();
                });
    }

    @Override
    public List<TurnRow> takeOverExpired(UUID runner, Duration lease) {
        return takeOver(runner, lease, stored -> stored.leaseUntil() < database.now());
    }

    @Override
    public List<TurnRow> takeOverAll(UUID runner, Duration lease) {
        return takeOver(runner, lease, stored -> true);
    }

    private List<TurnRow> takeOver(UUID runner, Duration lease, Predicate<Stored> which) {
        return database.update(
                "turn.takeOver",
                () -> {
                    var taken = new ArrayList<TurnRow>();
                    for (var stored : turns.all()) {
                        var row = stored.row();
                        if (isRunning(row)
                                && !row.runnerId().equals(runner)
                                && which.test(stored)) {
                            var ours = with(row, row.state(), runner, row.layout());
                            turns.put(
                                    row.id(),
                                    new Stored(ours, until(lease), stored.stopRequested()));
                            taken.add(ours);
                        }
                    }
                    return List.copyOf(taken);
                });
    }

    private long until(Duration lease) {
        return database.now() + lease.toMillis();
    }

    @Override
    public List<TurnRow> running(UUID runner, Set<UUID> turnIds) {
        return turnIds.isEmpty()
                ? List.of()
                : database.query(
                        "turn.running",
                        () ->
                                rows().stream()
                                        .filter(InMemoryTurnStore::isRunning)
                                        .filter(row -> row.runnerId().equals(runner))
                                        .filter(row -> turnIds.contains(row.id()))
                                        .toList());
    }

    @Override
    public int forgetRequests(Instant before) {
        return database.update(
                "turn.forgetRequests",
                () -> {
                    int all = requests.all().size();
                    requests.removeIf(known -> known.createdAt().isBefore(before));
                    return all - requests.all().size();
                });
    }

    @Override
    public void forgetRequestsOf(UUID owner) {
        database.update(
                "turn.forgetRequestsOf",
                () -> {
                    requests.removeIf(known -> known.owner().equals(owner));
                    return owner;
                });
    }

    private static boolean isRunning(TurnRow row) {
        return row.state() == TurnRow.State.RUNNING;
    }

    private static TurnRow ended(TurnRow row, TurnRow.State state, TurnLayout layout) {
        return with(row, state, row.runnerId(), layout);
    }

    private static TurnRow with(TurnRow row, TurnRow.State state, UUID runner, TurnLayout layout) {
        return new TurnRow(
                row.id(),
                row.conversationId(),
                row.ownerId(),
                row.userMessageId(),
                row.answerId(),
                row.model(),
                row.options(),
                state,
                runner,
                row.textOffset(),
                row.reasoningOffset(),
                layout,
                row.createdAt());
    }
}
