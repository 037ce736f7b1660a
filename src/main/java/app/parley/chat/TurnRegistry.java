package app.parley.chat;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The turns that this process runs, and those that it is about to. */
@Component
class TurnRegistry {
    private final Map<UUID, Turn> turns = new ConcurrentHashMap<>();
    private final Set<UUID> expected = ConcurrentHashMap.newKeySet();

    /**
     * The turn is being recorded: until that is decided, nobody takes it for one without a process.
     */
    void expect(UUID turnId) {
        expected.add(turnId);
    }

    /** The turn has been added, or will not be. */
    void expectNoMore(UUID turnId) {
        expected.remove(turnId);
    }

    boolean isExpected(UUID turnId) {
        return expected.contains(turnId);
    }

    void add(Turn turn) {
        turns.put(turn.id(), turn);
    }

    void remove(Turn turn) {
        turns.remove(turn.id(), turn);
    }

    /** The owner's running turn; another person's looks like none. */
    Optional<Turn> find(UUID owner, UUID turnId) {
        return find(turnId).filter(turn -> turn.row().ownerId().equals(owner));
    }

    Optional<Turn> find(UUID turnId) {
        return Optional.ofNullable(turns.get(turnId));
    }

    Collection<Turn> all() {
        return turns.values();
    }

    boolean isEmpty() {
        return turns.isEmpty() && expected.isEmpty();
    }
}
