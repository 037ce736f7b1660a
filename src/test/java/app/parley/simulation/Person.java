package app.parley.simulation;

import app.parley.chat.ChatProcess.Accepted;
import app.parley.chat.ChatProcess.Request;
import app.parley.conversation.Message;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * One tab: asks, edits, regenerates, continues, stops, deletes; sends again with the same key when
 * it does not know what became of a request.
 */
final class Person {
    private static final int PATIENCE = 60;

    /** Who tries so often gets an answer, unless calls hang for longer than this in all. */
    private static final long SHORT = 10_000;

    private final World world;
    private final Random random;
    private final String name;
    private final List<UUID> conversations;
    private int count;

    Person(World world, String name, List<UUID> conversations) {
        this.world = world;
        this.name = name;
        this.conversations = conversations;
        random = world.random;
    }

    void live(int acts) {
        for (int i = 0; i < acts; i++) {
            act();
            world.scheduler.pause(random.nextInt(1_500));
        }
    }

    private void act() {
        var chat = conversations.get(random.nextInt(conversations.size()));
        if (world.conversations.table().get(chat).isEmpty()) {
            return;
        }
        if (random.nextInt(25) == 0) {
            delete(chat);
            return;
        }
        var request = request(chat);
        var accepted = post(chat, request);
        if (accepted != null) {
            accompany(accepted);
        }
    }

    private Request request(UUID chat) {
        var answers =
                world.conversations.allMessages(chat).stream()
                        .filter(message -> message.role() == Message.Role.ASSISTANT)
                        .toList();
        if (answers.isEmpty()) {
            return new Request.Ask(question());
        }
        var some = answers.get(random.nextInt(answers.size()));
        var cutOff =
                answers.stream()
                        .filter(
                                answer ->
                                        answer.status() == Message.Status.INTERRUPTED
                                                || answer.status() == Message.Status.STOPPED
                                                || answer.status() == Message.Status.FAILED)
                        .toList();
        if (!cutOff.isEmpty() && random.nextInt(2) == 0) {
            return new Request.Continue(cutOff.get(random.nextInt(cutOff.size())).id());
        }
        return switch (random.nextInt(10)) {
            case 0 -> new Request.AskAtRoot(question());
            case 1 -> new Request.AskAfter(some.id(), question(), Set.of(world.newId()));
            case 2, 3 -> new Request.Regenerate(some.id());
            case 4 -> new Request.Continue(some.id());
            default -> new Request.Ask(question());
        };
    }

    private String question() {
        return "question " + ++count + " of " + name;
    }

    private static String textOf(Request request) {
        return switch (request) {
            case Request.Ask(var text) -> text;
            case Request.AskAtRoot(var text) -> text;
            case Request.AskAfter(var after, var text, var collections) -> text;
            case Request.Regenerate regenerate -> null;
            case Request.Continue goOn -> null;
        };
    }

    /** Posts until it knows what became of it. */
    private Accepted post(UUID chat, Request request) {
        var key = name + "-" + world.journal.asked.size();
        var asked = new Journal.Asked(chat, textOf(request));
        world.journal.asked.put(key, asked);
        boolean twiceAtOnce = random.nextInt(8) == 0;
        if (twiceAtOnce) {
            world.scheduler.start(name + "-again", null, () -> send(chat, key, request, asked));
        }
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            var reply = send(chat, key, request, asked);
            if (reply.value != null) {
                if (random.nextInt(6) == 0) {
                    send(chat, key, request, asked);
                }
                return reply.value;
            }
            if (reply.isKnown() && !mayBeTriedAgain(reply.failure)) {
                refused(chat, request, (ParleyException) reply.failure);
                return null;
            }
            world.scheduler.pause(random.nextInt(1_500));
        }
        if (world.hung < SHORT) {
            world.scheduler.fail(key + " never got an answer");
        }
        return null;
    }

    private static boolean mayBeTriedAgain(RuntimeException failure) {
        return failure instanceof ParleyException refusal
                && refusal.code() == ErrorCode.SHUTTING_DOWN;
    }

    private World.Reply<Accepted> send(
            UUID chat, String key, Request request, Journal.Asked asked) {
        var node = world.someNode();
        var process = node.chat;
        var reply = world.request(node, name, () -> process.post(world.owner, chat, key, request));
        world.note(
                name,
                "posts %s %s: %s"
                        .formatted(
                                key, request, reply.value != null ? reply.value : reply.failure));
        if (reply.value != null) {
            acknowledged(key, asked, reply.value);
        }
        return reply;
    }

    private void acknowledged(String key, Journal.Asked asked, Accepted accepted) {
        if (asked.turn != null && !asked.turn.equals(accepted.turnId())) {
            world.scheduler.fail(key + " started two turns");
        }
        asked.turn = accepted.turnId();
        asked.question = accepted.questionId();
        asked.answer = accepted.answerId();
        if (world.invariants().turn(asked.turn) == null
                && world.conversations.table().get(asked.conversation).isPresent()) {
            world.scheduler.fail(key + " was acknowledged before it was kept");
        }
    }

    private void refused(UUID chat, Request request, ParleyException refusal) {
        boolean deleted = world.conversations.table().get(chat).isEmpty();
        boolean plausible =
                switch (refusal.code()) {
                    case NOT_FOUND -> deleted;
                    case TURN_RUNNING -> true;
                    case INVALID_REQUEST -> request instanceof Request.Continue;
                    default -> false;
                };
        if (!plausible) {
            world.scheduler.fail(request + " was refused: " + refusal);
        }
    }

    private void accompany(Accepted accepted) {
        var turn = accepted.turnId();
        for (int i = random.nextInt(3); i > 0; i--) {
            watch(turn, null, "");
        }
        if (random.nextInt(3) == 0) {
            world.scheduler.start(
                    name + "-latecomer",
                    null,
                    () -> {
                        world.scheduler.pause(random.nextInt(4_000));
                        comeBackAnywhere(turn);
                    });
        }
        if (random.nextInt(4) == 0) {
            world.scheduler.pause(random.nextInt(2_500));
            stop(turn);
        }
        if (random.nextInt(3) > 0) {
            world.scheduler.await(() -> hasEnded(turn), 60_000);
        }
    }

    private boolean hasEnded(UUID turn) {
        var stored = world.invariants().turn(turn);
        return stored == null || stored.ended();
    }

    private void watch(UUID turn, Long after, String text) {
        var viewer = "viewer-" + ++count + "-of-" + name;
        world.scheduler.start(
                viewer, null, () -> new Viewer(world, turn, viewer, after, text).watch());
    }

    /** Comes back with an id that somebody once got. */
    private void comeBackAnywhere(UUID turn) {
        var sent = world.journal.sent.get(turn);
        if (sent == null) {
            watch(turn, null, "");
            return;
        }
        var ids = List.copyOf(sent.keySet());
        var id = ids.get(random.nextInt(ids.size()));
        var state = world.invariants().turn(turn);
        if (state != null && !(state.ended() && id.equals(ids.getLast()))) {
            watch(turn, id, sent.get(id));
        }
    }

    private void stop(UUID turn) {
        world.journal.stopWanted.add(turn);
        for (int attempt = 0; attempt < 5; attempt++) {
            var node = world.someNode();
            var process = node.chat;
            var reply =
                    world.request(
                            node,
                            name,
                            () -> {
                                process.stop(world.owner, turn);
                                return true;
                            });
            world.note(name, "stops " + turn + ": " + (reply.value != null));
            if (reply.value != null) {
                world.journal.stopped.putIfAbsent(turn, world.scheduler.now());
                return;
            }
            world.scheduler.pause(random.nextInt(500));
        }
    }

    private void delete(UUID chat) {
        var node = world.someNode();
        var reply =
                world.request(
                        node,
                        name,
                        () -> {
                            node.delete(chat);
                            return true;
                        });
        world.note(name, "deletes " + chat + ": " + (reply.value != null));
    }
}
