package app.parley.simulation;

import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Runs tasks one at a time, in an order that a seed decides, in a time of its own that passes only
 * while every task waits. A task is a thread that holds the baton from one {@link #step} to the
 * next.
 */
final class Scheduler {
    private static final int SPIN = 5_000;
    private static final int ENDLESS = 400_000;

    private final Random random;
    private final int loyalty;
    private final Trace trace;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> ready = new ArrayList<>();
    private final Thread driver = Thread.currentThread();
    private volatile Task running;
    private boolean ending;
    private boolean deciding;
    private AssertionError failure;
    private long now;
    private long stepsNow;
    private long steps;

    /** What dies together. */
    static final class Process {
        final String name;
        private boolean dead;
        private long stalledUntil;

        Process(String name) {
            this.name = name;
        }

        boolean isDead() {
            return dead;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Unwinds a task whose process is gone. */
    static final class Killed extends Error {
        Killed() {
            super("the process has died", null, false, false);
        }
    }

    final class Task {
        final String name;
        final Process process;
        private final Thread thread;
        private BooleanSupplier until;
        private long wakeAt = Long.MAX_VALUE;
        private boolean started;
        private boolean killed;
        private Throwable uncaught;

        /** How deep the task is in a call of the model; see the reader's rule. */
        boolean readsModel;

        private Task(String name, Process process, Runnable work) {
            this.name = name;
            this.process = process;
            thread =
                    Thread.ofVirtual()
                            .unstarted(
                                    () -> {
                                        awaitBaton(this);
                                        try {
                                            if (!killed) {
                                                work.run();
                                            }
                                        } catch (Killed gone) {
                                            // its process died
                                        } catch (Throwable failed) {
                                            uncaught = failed;
                                        }
                                        end(this);
                                    });
        }

        private boolean isReady() {
            if (process != null && process.stalledUntil > now) {
                return false;
            }
            return until == null && wakeAt == Long.MAX_VALUE
                    || wakeAt <= now
                    || until != null && until.getAsBoolean();
        }

        private long nextTime() {
            return process != null && process.stalledUntil > now ? process.stalledUntil : wakeAt;
        }
    }

    Scheduler(Random random, Trace trace) {
        this.random = random;
        this.trace = trace;
        loyalty = new int[] {0, 50, 80, 95}[random.nextInt(4)];
    }

    /** Runs the main task and all that it starts; when it returns the world ends. */
    void run(Runnable main) {
        var first =
                start(
                        "main",
                        null,
                        () -> {
                            main.run();
                            ending = true;
                        });
        running = first;
        first.started = true;
        first.thread.start();
        while (running != null) {
            LockSupport.park(this);
        }
        if (failure != null) {
            throw failure;
        }
    }

    Task start(String name, Process process, Runnable work) {
        var task = new Task(name, process, work);
        if (process != null && process.dead) {
            task.killed = true;
        }
        tasks.add(task);
        return task;
    }

    long now() {
        return now;
    }

    Task current() {
        return running;
    }

    /** Who runs; nobody while it is decided who goes next. */
    Object caller() {
        return deciding ? this : running;
    }

    /** The names of tasks that are not done. */
    List<String> namesOf(String beginning) {
        return tasks.stream()
                .map(task -> task.name)
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    /** Others may go first. */
    void step() {
        var self = running;
        if (self.killed || ending && !self.name.equals("main")) {
            throw new Killed();
        }
        switchFrom(self);
        if (self.killed) {
            throw new Killed();
        }
    }

    void pause(long millis) {
        await(null, millis);
    }

    /**
     * Waits for the condition, or for the time to pass.
     *
     * @param until null to wait for the time alone
     * @return whether the condition holds
     */
    boolean await(BooleanSupplier until, long millis) {
        var self = running;
        if (self.killed) {
            throw new Killed();
        }
        self.until = until;
        self.wakeAt = now + Math.max(millis, 0);
        switchFrom(self);
        self.until = null;
        self.wakeAt = Long.MAX_VALUE;
        if (self.killed) {
            throw new Killed();
        }
        return until == null || until.getAsBoolean();
    }

    /** Takes the process and all its tasks away; the caller goes too if it is one of them. */
    void kill(Process process) {
        process.dead = true;
        for (var task : tasks) {
            if (task.process == process) {
                task.killed = true;
            }
        }
        if (running.killed) {
            throw new Killed();
        }
    }

    /** The process stands still, as in a long garbage collection. */
    void stall(Process process, long millis) {
        process.stalledUntil = Math.max(process.stalledUntil, now + millis);
    }

    /** Ends the world with a failure. */
    void fail(String what) {
        fail(new AssertionError(what));
    }

    private void fail(AssertionError what) {
        if (failure == null) {
            failure = what;
            trace.add(now, "!!", what.getMessage());
        }
        ending = true;
        running.killed = true;
        throw new Killed();
    }

    /** The platform's tasks, as the processes see them. */
    Tasks tasksOf(Process process) {
        return new Tasks() {
            @Override
            public void start(String name, Runnable work) {
                Scheduler.this.start(name, process, work);
                step();
            }

            @Override
            public long monotonicMillis() {
                return now;
            }

            @Override
            public void pause(Duration duration) {
                Scheduler.this.pause(duration.toMillis());
            }

            @Override
            public Signal signal() {
                step();
                return new SimulatedSignal();
            }
        };
    }

    private final class SimulatedSignal implements Signal {
        private boolean raised;

        @Override
        public void raise() {
            raised = true;
        }

        @Override
        public boolean await(Duration atMost) {
            boolean was = Scheduler.this.await(() -> raised, atMost.toMillis());
            raised = false;
            return was;
        }
    }

    private void switchFrom(Task self) {
        var next = pick(self);
        if (next != self) {
            hand(next);
            awaitBaton(self);
        }
    }

    private void hand(Task next) {
        running = next;
        if (next.started) {
            LockSupport.unpark(next.thread);
        } else {
            next.started = true;
            next.thread.start();
        }
    }

    private void awaitBaton(Task self) {
        while (running != self) {
            LockSupport.park(this);
        }
    }

    private void end(Task self) {
        tasks.remove(self);
        if (self.uncaught != null && failure == null) {
            onUncaught(self, self.uncaught);
        }
        if (ending) {
            tasks.forEach(task -> task.killed = true);
        }
        if (tasks.isEmpty()) {
            running = null;
            LockSupport.unpark(driver);
            return;
        }
        hand(pick(null));
    }

    private void onUncaught(Task task, Throwable thrown) {
        if (task.process != null && uncaughtIsExpected(task, thrown)) {
            trace.add(now, task.name, "ended by " + thrown);
            return;
        }
        failure =
                thrown instanceof AssertionError known
                        ? known
                        : new AssertionError(task.name + " ended by " + thrown, thrown);
        trace.add(now, task.name, "!! ended by " + thrown);
        ending = true;
    }

    /** Work beside the answer may fail with its port; nothing else may. */
    private static boolean uncaughtIsExpected(Task task, Throwable thrown) {
        return task.name.startsWith("title-") && Faults.isInjected(thrown);
    }

    private Task pick(Task self) {
        deciding = true;
        var next = choose(self);
        deciding = false;
        return next;
    }

    private Task choose(Task self) {
        if (failure == null && !ending) {
            if (++steps > ENDLESS) {
                end("the world does not come to rest");
            }
        }
        while (true) {
            ready.clear();
            for (var task : tasks) {
                if (task.killed) {
                    return task;
                }
                if (task.isReady()) {
                    ready.add(task);
                }
            }
            if (!ready.isEmpty()) {
                if (++stepsNow > SPIN && !ending) {
                    end("time stands still; it is the turn of " + ready.getFirst().name);
                    continue;
                }
                if (self != null && ready.contains(self) && random.nextInt(100) < loyalty) {
                    return self;
                }
                return ready.get(random.nextInt(ready.size()));
            }
            long next = Long.MAX_VALUE;
            for (var task : tasks) {
                next = Math.min(next, task.nextTime());
            }
            if (next == Long.MAX_VALUE) {
                end("everybody waits for ever");
                continue;
            }
            now = next;
            stepsNow = 0;
        }
    }

    private void end(String why) {
        if (failure == null) {
            failure = new AssertionError(why);
            trace.add(now, "!!", why);
        }
        ending = true;
        tasks.forEach(task -> task.killed = true);
    }
}
