package app.parley.simulation;

import app.parley.platform.db.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes a world from a seed, lets it live and asks at the end whether all is well. */
final class Simulation {
    static final Set<String> FINAL = Set.of("finished", "stopped", "interrupted", "failed");

    private static final long COMES_TO_REST_WITHIN = 200_000;

    private final World world;
    private final Plan plan;

    /**
     * Who does how much in a history.
     *
     * @param chaos whether processes are drained and clocks jump
     */
    record Plan(World.Shape shape, int conversations, int persons, int acts, boolean chaos) {
        static Plan random(Random random) {
            var shape =
                    random.nextInt(2) == 0
                            ? new World.Shape(Dialect.SQLITE, 1)
                            : new World.Shape(Dialect.POSTGRESQL, 1 + random.nextInt(2));
            return new Plan(
                    shape,
                    1 + random.nextInt(2),
                    1 + random.nextInt(3),
                    1 + random.nextInt(4),
                    random.nextInt(3) == 0);
        }
    }

    /** What came of a history. */
    record Outcome(AssertionError failure, int calls, List<String> trace) {}

    private Simulation(World world, Plan plan) {
        this.world = world;
        this.plan = plan;
    }

    /** A history of which the seed decides everything. */
    static Outcome run(long seed, boolean traced) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        var plan = Plan.random(random);
        return run(random, plan, Faults.random(random), traced);
    }

    /** A given plan in which given calls go wrong; the seed decides the rest. */
    static Outcome run(long seed, Plan plan, Faults faults, boolean traced) {
        return run(new Random(seed), plan, faults, traced);
    }

    private static Outcome run(Random random, Plan plan, Faults faults, boolean traced) {
        var world = new World(random, faults, plan.shape(), traced);
        world.note("world", plan + ", faults at calls " + faults);
        AssertionError failure = null;
        try {
            world.scheduler.run(new Simulation(world, plan)::live);
        } catch (AssertionError broken) {
            failure = broken;
        }
        return new Outcome(failure, world.calls(), world.trace.lines());
    }

    private void live() {
        var conversations =
                Stream.generate(world::newConversation).limit(plan.conversations()).toList();
        world.nodes.forEach(World.Node::boot);
        var persons = new int[] {plan.persons()};
        for (int i = 0; i < plan.persons(); i++) {
            var name = "tab" + (i + 1);
            world.scheduler.start(
                    name,
                    null,
                    () -> {
                        new Person(world, name, conversations).live(plan.acts());
                        persons[0]--;
                    });
        }
        if (plan.chaos()) {
            world.scheduler.start("chaos", null, this::chaos);
        }
        world.scheduler.await(() -> persons[0] == 0, Long.MAX_VALUE / 2);
        world.quiet = true;
        world.note("world", "nothing goes wrong from here on");
        if (!world.scheduler.await(this::isAtRest, COMES_TO_REST_WITHIN + world.hung)) {
            world.scheduler.fail(
                    "still not at rest: "
                            + world.invariants().turns().stream()
                                    .filter(turn -> !turn.ended())
                                    .toList()
                            + world.scheduler.namesOf("viewer-"));
        }
        world.invariants().atRest();
        world.journal.sent.keySet().forEach(this::resumesFromAnywhere);
    }

    private boolean isAtRest() {
        return world.nodes.stream().allMatch(World.Node::isSettled)
                && world.scheduler.namesOf("title-").isEmpty()
                && world.invariants().nothingRuns()
                && world.scheduler.namesOf("viewer-").isEmpty();
    }

    private void chaos() {
        for (int i = world.random.nextInt(3); i >= 0 && !world.quiet; i--) {
            world.scheduler.pause(world.random.nextInt(6_000));
            var node = world.someNode();
            if (world.random.nextInt(3) == 0) {
                node.jump((world.random.nextInt(3) - 1) * 3_600_000L);
            }
            if (node.isUp() && !world.quiet) {
                node.drain();
            }
        }
    }

    /** After any id that was ever sent comes exactly what follows. */
    private void resumesFromAnywhere(UUID turn) {
        if (world.invariants().turn(turn) == null) {
            return;
        }
        var sent = List.copyOf(world.journal.sent.get(turn).entrySet());
        var kept = world.invariants().keptText(turn);
        for (var at : sent) {
            var connection = new Connection(world.scheduler, Integer.MAX_VALUE);
            try {
                world.nodes
                        .getFirst()
                        .chat
                        .follow(world.owner, world.owner, turn, at.getKey(), connection.stream());
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
            var text = at.getValue();
            int ends = 0;
            for (var event : connection.read(Integer.MAX_VALUE)) {
                text =
                        switch (event.type()) {
                            case "resync" -> event.text();
                            case "text-delta" -> text + event.text();
                            default -> text;
                        };
                ends += FINAL.contains(event.type()) ? 1 : 0;
            }
            boolean wasTheEnd = at.equals(sent.getLast());
            if (!text.equals(kept) || ends > 1 || ends == 0 && !wasTheEnd) {
                world.scheduler.fail(
                        "after %d of %s comes <%s> with %d ends; it is <%s>"
                                .formatted(at.getKey(), turn, text, ends, kept));
            }
        }
    }
}
