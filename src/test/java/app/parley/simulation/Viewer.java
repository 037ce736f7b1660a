package app.parley.simulation;

import app.parley.platform.error.ParleyException;
import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import org.springframework.dao.DataAccessException;

/**
 * Somebody who watches a turn through a bad network: lags, is cut off at any byte, comes back with
 * the last id that arrived, on any process; and who notices everything that is missing, doubled or
 * out of order.
 */
final class Viewer {
    private static final long CLOSES_WITHIN = 2_000;
    private static final long SESSION_ENDS_WITHIN = 7_000;

    private final World world;
    private final Random random;
    private final UUID turn;
    private final UUID session;
    private final String name;
    private Long lastId;
    private String text;
    private boolean resynced;
    private String end;

    /** One stream, as the server's side left it. */
    private static final class Stream {
        private Connection connection;
        private Scheduler.Process process;
        private boolean refused;
        private boolean broke;
    }

    /**
     * @param lastId the last id that it has seen; null for nothing yet
     * @param text what it had at that id
     */
    Viewer(World world, UUID turn, String name, Long lastId, String text) {
        this.world = world;
        this.turn = turn;
        this.name = name;
        this.lastId = lastId;
        this.text = text;
        random = world.random;
        session = world.newId();
    }

    void watch() {
        while (end == null) {
            if (world.invariants().turn(turn) == null || world.endedSessions.contains(session)) {
                return;
            }
            var node = world.someNode();
            if (!node.isUp()) {
                world.scheduler.pause(200);
                continue;
            }
            var stream = open(node);
            follow(stream);
            world.scheduler.pause(random.nextInt(400));
        }
        if (random.nextBoolean()) {
            comeBackAfterTheEnd();
        }
    }

    private Stream open(World.Node node) {
        var stream = new Stream();
        stream.connection = new Connection(world.scheduler, 48 << random.nextInt(8));
        stream.process = node.process;
        var chat = node.chat;
        var after = lastId;
        world.scheduler.start(
                name + "@" + node.process,
                node.process,
                () -> {
                    try {
                        chat.follow(world.owner, session, turn, after, stream.connection.stream());
                    } catch (ParleyException missing) {
                        stream.refused = true;
                    } catch (IOException | DataAccessException broken) {
                        stream.broke = true;
                    }
                    stream.connection.close();
                });
        return stream;
    }

    private boolean isOver(Stream stream) {
        return stream.connection.isClosed() || stream.process.isDead();
    }

    private void follow(Stream stream) {
        boolean lags = random.nextInt(3) == 0;
        int cutsAfter = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
        int leavesAfter = random.nextInt(12) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
        boolean toldToComeBack = false;
        for (int reads = 0; ; reads++) {
            var connection = stream.connection;
            world.scheduler.await(
                    () -> connection.hasBytes() || isOver(stream), 1 + random.nextInt(2_000));
            if (lags) {
                world.scheduler.pause(random.nextInt(1_500));
            }
            if (reads >= leavesAfter) {
                leave(stream);
                return;
            }
            int most =
                    reads >= cutsAfter || stream.process.isDead()
                            ? random.nextInt(200)
                            : Integer.MAX_VALUE;
            for (var event : connection.read(most)) {
                if (toldToComeBack) {
                    world.scheduler.fail(name + " was told to come back and then " + event);
                }
                toldToComeBack = event.type().equals("reconnect");
                take(event);
            }
            if (reads >= cutsAfter || stream.process.isDead()) {
                connection.cut();
                return;
            }
            if (connection.isClosed() && !connection.hasBytes()) {
                if (!toldToComeBack && end == null) {
                    explain(stream);
                }
                return;
            }
        }
    }

    /** A stream that ends without a last word must have a reason. */
    private void explain(Stream stream) {
        boolean gone = world.invariants().turn(turn) == null;
        if (!gone && !stream.broke && !stream.refused) {
            world.scheduler.fail(name + " was let down in the middle of " + turn);
        }
        if (stream.refused && !gone) {
            world.scheduler.fail(name + " was told that there is no " + turn);
        }
        if (stream.broke && world.faultCount == 0) {
            world.scheduler.fail(name + " lost its stream of " + turn + " for nothing");
        }
    }

    private void take(Connection.Event event) {
        world.note(name, event.id() + " " + event.type() + " " + event.data());
        if (end != null) {
            world.scheduler.fail(name + " got " + event + " after the end");
        }
        long before = lastId == null ? 0 : lastId;
        switch (event.type()) {
            case "reconnect" -> {
                if (event.id() != before) {
                    world.scheduler.fail(name + " was at " + before + " and is told " + event);
                }
                return;
            }
            case "resync" -> {
                text = event.text();
                resynced = true;
            }
            default -> {
                if (event.id() <= before) {
                    world.scheduler.fail(name + " was at " + before + " and gets " + event);
                }
            }
        }
        if (event.type().equals("text-delta")) {
            text += event.text();
        }
        lastId = event.id();
        var other = world.journal.sent(turn, lastId, text);
        if (other != null) {
            world.scheduler.fail(
                    "%s has <%s> at %d of %s where another had <%s>"
                            .formatted(name, text, lastId, turn, other));
        }
        if (Simulation.FINAL.contains(event.type())) {
            end = event.type();
            atTheEnd();
        }
    }

    private void atTheEnd() {
        var stored = world.invariants().turn(turn);
        if (stored == null) {
            return;
        }
        if (!stored.state().equals(end)) {
            world.scheduler.fail(
                    "%s was told %s of %s but it is %s".formatted(name, end, turn, stored.state()));
        }
        var kept = world.invariants().keptText(turn);
        if (!kept.equals(text)) {
            world.scheduler.fail(
                    "%s has <%s> of %s but it is <%s>%s"
                            .formatted(name, text, turn, kept, resynced ? " (resynced)" : ""));
        }
    }

    /** Signs out elsewhere: what still comes must end soon. */
    private void leave(Stream stream) {
        world.note(name, "its session ends");
        world.endedSessions.add(session);
        long endedAt = world.scheduler.now();
        long hungBefore = world.hung;
        while (!isOver(stream)) {
            world.scheduler.await(() -> stream.connection.hasBytes() || isOver(stream), 500);
            stream.connection.read(Integer.MAX_VALUE);
            long late = world.scheduler.now() - endedAt - SESSION_ENDS_WITHIN;
            if (late > world.hung - hungBefore && late > world.hung) {
                world.scheduler.fail(name + " still reads " + turn + " after its session");
            }
        }
    }

    /** After the last id there is nothing more, and the stream closes. */
    private void comeBackAfterTheEnd() {
        var node = world.someNode();
        if (!node.isUp()) {
            return;
        }
        var stream = open(node);
        long hung = world.hung;
        boolean closed = world.scheduler.await(() -> isOver(stream), CLOSES_WITHIN + world.hung);
        for (var event : stream.connection.read(Integer.MAX_VALUE)) {
            if (!event.type().equals("reconnect")) {
                world.scheduler.fail(name + " came back after the end and got " + event);
            }
        }
        if (!closed && world.hung == hung) {
            world.scheduler.fail(name + " came back after the end and nobody closes");
        }
        stream.connection.cut();
    }
}
