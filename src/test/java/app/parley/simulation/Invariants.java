package app.parley.simulation;

import app.parley.chat.ChatProcess;
import app.parley.chat.ChatProcess.StoredTurn;
import app.parley.conversation.Conversation;
import app.parley.conversation.Message;
import app.parley.platform.db.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** What must be true: after every commit, and once the world has come to rest. */
final class Invariants {
    private static final long SAVE_EVERY = ChatProcess.SAVE_EVERY.toMillis();
    private static final long LEASE = ChatProcess.LEASE.toMillis();
    private static final long DRAIN = ChatProcess.DRAIN.toMillis();
    private static final long SLACK = 2_000;

    /** How long a fault may leave a turn to nobody: until it is noticed, and a lease. */
    private static final long STRAY = 3 * LEASE;

    private final World world;

    Invariants(World world) {
        this.world = world;
    }

    List<StoredTurn> turns() {
        return ChatProcess.stored(world.turns);
    }

    StoredTurn turn(UUID id) {
        return turns().stream().filter(turn -> turn.id().equals(id)).findFirst().orElse(null);
    }

    boolean nothingRuns() {
        return turns().stream().allMatch(StoredTurn::ended);
    }

    void afterCommit() {
        var running = new HashMap<UUID, StoredTurn>();
        for (var turn : turns()) {
            world.journal.firstRunner.putIfAbsent(turn.id(), turn.runnerId());
            world.journal.recordedAt.putIfAbsent(turn.id(), world.scheduler.now());
            if (turn.ended()) {
                world.journal.endedAt.putIfAbsent(turn.id(), world.scheduler.now());
            } else if (running.put(turn.conversationId(), turn) != null) {
                broken("two turns run in " + turn.conversationId());
            }
        }
        for (var chat : world.conversations.table().all()) {
            var turn = running.get(chat.id());
            if (!Objects.equals(chat.runningTurnId(), turn == null ? null : turn.id())) {
                broken(chat.id() + " names " + chat.runningTurnId() + " but " + turn + " runs");
            }
            for (var message : world.conversations.allMessages(chat.id())) {
                boolean written = turn != null && turn.answerId().equals(message.id());
                if ((message.status() == Message.Status.STREAMING) != written) {
                    broken(message.id() + " is " + message.status() + " while " + turn + " runs");
                }
            }
        }
        if (ChatProcess.turnsWithDeltas(world.turns) > running.size()) {
            broken("an ended turn has deltas");
        }
    }

    /** A process that was drained leaves no turn to others. */
    void drained(UUID runner) {
        if (world.faultCount > 0) {
            return;
        }
        for (var turn : turns()) {
            if (turn.runnerId().equals(runner) && !turn.ended()) {
                broken(turn.id() + " still runs although its process was drained");
            }
        }
    }

    /** Everything that can be said when nobody does anything any more. */
    void atRest() {
        for (var chat : world.conversations.table().all()) {
            tree(chat, world.conversations.allMessages(chat.id()));
        }
        world.journal.asked.forEach(this::acknowledged);
        for (var turn : turns()) {
            kept(turn);
            endsForAReason(turn);
            endsInTime(turn);
            notices(turn);
            mayFinishWhileDraining(turn);
        }
        world.journal.stopped.forEach(this::stopped);
    }

    private void tree(Conversation chat, List<Message> messages) {
        var ids = messages.stream().map(Message::id).collect(Collectors.toSet());
        for (var message : messages) {
            if (message.parentId() != null && !ids.contains(message.parentId())) {
                broken(message.id() + " hangs in the air");
            }
            if (message.role() == Message.Role.ASSISTANT) {
                var text =
                        turns().stream()
                                .filter(turn -> turn.answerId().equals(message.id()))
                                .map(turn -> keptText(turn.id()))
                                .collect(Collectors.joining());
                if (!text.equals(message.text())) {
                    broken(
                            "the answer %s is <%s> but its turns said <%s>"
                                    .formatted(message.id(), message.text(), text));
                }
            }
        }
        if (chat.activeLeafId() != null && !ids.contains(chat.activeLeafId())) {
            broken(chat.id() + " shows a branch that is not there");
        }
        if (world.faultCount == 0
                && world.journal.deaths.isEmpty()
                && !messages.isEmpty()
                && chat.title().isEmpty()) {
            broken(chat.id() + " has no title");
        }
    }

    private void acknowledged(String key, Journal.Asked asked) {
        if (world.conversations.table().get(asked.conversation).isEmpty()) {
            return;
        }
        var messages = world.conversations.allMessages(asked.conversation);
        if (asked.text != null) {
            var found =
                    messages.stream().filter(message -> message.text().equals(asked.text)).toList();
            if (found.size() > 1 || asked.turn != null && found.isEmpty()) {
                broken("the question " + asked.text + " is there " + found.size() + " times");
            }
            if (asked.turn != null && !found.getFirst().id().equals(asked.question)) {
                broken("the question " + asked.text + " has another id");
            }
        }
        if (asked.turn != null) {
            var turn = turn(asked.turn);
            if (turn == null || !turn.answerId().equals(asked.answer)) {
                broken("the turn of " + key + " is not as it was acknowledged: " + turn);
            }
            var ids =
                    messages.stream()
                            .map(Message::id)
                            .collect(Collectors.toCollection(HashSet::new));
            if (!ids.contains(asked.answer)) {
                broken("the answer to " + key + " is not there");
            }
        }
    }

    String keptText(UUID turn) {
        return ChatProcess.textOf(world.turns, world.conversations, turn);
    }

    private void kept(StoredTurn turn) {
        var said = world.journal.said(turn.id());
        var kept = keptText(turn.id());
        if (!said.text().startsWith(kept)) {
            broken("%s kept <%s> of <%s>".formatted(turn.id(), kept, said.text()));
        }
        if (!turn.state().equals("interrupted")) {
            if (!kept.equals(said.text())) {
                broken(
                        "%s is %s with <%s> of <%s>"
                                .formatted(turn.id(), turn.state(), kept, said.text()));
            }
            return;
        }
        if (world.faultCount == 0 && !kept.equals(said.text())) {
            broken("%s was drained and kept <%s> of <%s>".formatted(turn.id(), kept, said.text()));
        }
        var runner = world.journal.firstRunner.get(turn.id());
        var death = runner == null ? null : world.journal.deaths.get(runner);
        var ended = world.journal.endedAt.get(turn.id());
        if (death != null && !death.drained() && death.at() <= ended) {
            long lossBegins = death.at() - SAVE_EVERY - world.hung - world.faultCount * SAVE_EVERY;
            if (kept.length() < said.before(lossBegins).length()) {
                broken(
                        "%s kept <%s> although <%s> was said long before the crash"
                                .formatted(turn.id(), kept, said.before(lossBegins)));
            }
        }
    }

    private void endsForAReason(StoredTurn turn) {
        var journal = world.journal;
        boolean plausible =
                switch (turn.state()) {
                    case "stopped" -> journal.stopWanted.contains(turn.id());
                    case "failed" -> journal.brokeOff.contains(turn.id()) || world.faultCount > 0;
                    case "interrupted" -> !journal.deaths.isEmpty() || world.faultCount > 0;
                    default -> true;
                };
        if (!plausible) {
            broken(turn.id() + " is " + turn.state() + " and nobody knows why");
        }
    }

    /** Draining gives a turn its time, and only then interrupts it. */
    private void mayFinishWhileDraining(StoredTurn turn) {
        var journal = world.journal;
        var since = journal.drainedSince.get(journal.firstRunner.get(turn.id()));
        if (world.faultCount > 0 || since == null || !turn.state().equals("interrupted")) {
            return;
        }
        long ended = journal.endedAt.get(turn.id());
        if (ended - since < DRAIN) {
            broken(
                    "%s was interrupted after %d ms of draining"
                            .formatted(turn.id(), ended - since));
        }
    }

    /** Nobody waits for ever for a turn that nobody runs. */
    private void endsInTime(StoredTurn turn) {
        var journal = world.journal;
        long ended = journal.endedAt.get(turn.id());
        var death = journal.deaths.get(journal.firstRunner.get(turn.id()));
        long slack = SLACK + world.hung + world.faultCount * STRAY;
        long last = Math.max(journal.recordedAt.get(turn.id()), journal.said(turn.id()).lastAt());
        if (ended - last > ScriptedModels.LONGEST_SILENCE + slack + 2 * LEASE) {
            broken("%s ended at %d, long after %d".formatted(turn.id(), ended, last));
        }
        if (death == null || ended < death.at()) {
            return;
        }
        var again = journal.bootAfter(death.at());
        long watched = world.nodes.size() > 1 || again == null ? death.at() : again;
        long lease = world.database.dialect() == Dialect.SQLITE ? 0 : LEASE + LEASE / 3;
        if (ended - watched > lease + slack - (death.drained() ? 0 : STRAY)) {
            broken(
                    "%s lost its process at %d, which was seen at %d, but ended at %d"
                            .formatted(turn.id(), death.at(), watched, ended));
        }
    }

    private void notices(StoredTurn turn) {
        var runner = world.journal.firstRunner.get(turn.id());
        var notices = world.journal.noticesOf(turn.id(), runner);
        if (notices.contains(",started")) {
            broken(turn.id() + " was announced late: " + notices);
        }
        boolean processesLive = world.journal.deaths.isEmpty();
        if (processesLive
                && !turn.state().equals("interrupted")
                && !notices.equals("started," + turn.state())) {
            broken(turn.id() + " is " + turn.state() + " but was announced as " + notices);
        }
    }

    private void stopped(UUID id, long at) {
        var turn = turn(id);
        if (turn == null || turn.state().equals("stopped")) {
            return;
        }
        long ended = world.journal.endedAt.get(id);
        boolean excused =
                turn.state().equals("interrupted")
                        ? world.faultCount > 0 || !world.journal.deaths.isEmpty()
                        : ended <= at + 6_000 + world.hung;
        if (!excused) {
            broken("%s was stopped at %d but is %s at %d".formatted(id, at, turn.state(), ended));
        }
    }

    private void broken(String what) {
        world.scheduler.fail(what);
    }
}
