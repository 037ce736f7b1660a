package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Kills a real Parley at random moments while answers stream and prompts arrive, starts it again,
 * and checks what its readers were promised: every acknowledged message is there once, the partial
 * answer is kept, at most a second of text is lost, readers resume without a gap or a repetition,
 * and the broken-off answer can be continued. Then stops it the polite way with answers running.
 */
final class KillRounds {
    private static final int READERS = 6;
    private static final int SENDERS = 2;
    private static final int TOKENS = 250;
    private static final int INTERVAL_MILLIS = 20;
    private static final Duration MAY_LOSE = Duration.ofSeconds(1);
    private static final Duration MAY_TAKE = Duration.ofSeconds(15);
    private static final String MODEL = "openai/paced:tokens=%d,interval=%d";

    private final Path directory;
    private final StubProcess stub;
    private final ParleyServer server;
    private final ParleyApi person;
    private final Random random;
    private final List<String> failures = new ArrayList<>();
    private int acknowledged;
    private int partial;
    private int resyncs;
    private Duration worstLoss = Duration.ZERO;
    private Duration worstStart = Duration.ZERO;

    private KillRounds(Path directory, long seed) {
        this.directory = directory;
        random = new Random(seed);
        stub = new StubProcess(directory, -1);
        server = new ParleyServer(directory, ParleyServer.withModels(stub.address()), -1, "");
        person = ParleyApi.register(server.address(), "survivor");
    }

    public static void main(String[] arguments) throws IOException {
        var rounds = 20;
        var seed = System.nanoTime();
        var report = "";
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--report" -> report = arguments[++i];
                default -> rounds = Integer.parseInt(arguments[i]);
            }
        }
        System.out.printf(
                "faults: %d kills while answers stream, then %d polite stops; seed %d%n",
                rounds, stops(rounds), seed);
        var directory = Files.createTempDirectory("parley-faults");
        var run = new KillRounds(directory, seed);
        var failed = run.run(rounds);
        run.end(failed == 0);
        if (!report.isEmpty()) {
            Files.writeString(
                    Path.of(report),
                    "{\"numPassedTests\":%d,\"numFailedTests\":%d,\"numPendingTests\":0,\"numTodoTests\":0}%n"
                            .formatted(rounds + stops(rounds) - failed, failed));
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    /** A run of the whole kind also sees what happens to answers that do not end in time. */
    private static int stops(int rounds) {
        return rounds < 10 ? 1 : 2;
    }

    private int run(int rounds) {
        var failed = 0;
        for (var round = 1; round <= rounds; round++) {
            failed += attempt("round " + round, this::killRound) ? 0 : 1;
        }
        failed += attempt("stop, answers end in time", () -> drainRound(TOKENS, 50)) ? 0 : 1;
        if (stops(rounds) > 1) {
            failed += attempt("stop, answers are too long", () -> drainRound(3000, 20)) ? 0 : 1;
        }
        System.out.printf(
                "faults: %d of %d passed; %d acknowledged messages, %d broken-off answers, %d resyncs;"
                        + " at most %d ms of text lost, restart at most %.1f s%n",
                rounds + stops(rounds) - failed,
                rounds + stops(rounds),
                acknowledged,
                partial,
                resyncs,
                worstLoss.toMillis(),
                worstStart.toMillis() / 1000.0);
        return failed;
    }

    private boolean attempt(String name, Runnable step) {
        failures.clear();
        try {
            step.run();
        } catch (RuntimeException e) {
            failures.add(e.toString());
            if (!server.process().alive()) {
                server.restart();
            }
        }
        failures.forEach(failure -> System.out.println("  FAILED: " + failure));
        System.out.printf(
                "faults: %s: %s%n",
                name, failures.isEmpty() ? "ok" : failures.size() + " failures");
        return failures.isEmpty();
    }

    // ---- kill -9

    private void killRound() {
        var conversations = new ArrayList<String>();
        var streams = new ArrayList<TokenStream>();
        var timings = new Timings();
        var now = System.nanoTime();
        for (var i = 0; i < READERS; i++) {
            var conversation =
                    person.createConversation(MODEL.formatted(TOKENS, INTERVAL_MILLIS), "Counting");
            conversations.add(conversation);
            var wire = person.turn(conversation, "Count, reader " + i, UUID.randomUUID());
            streams.add(
                    new TokenStream(wire, now + random.nextLong(1_500_000_000), TOKENS, timings)
                            .keepingText());
        }
        var senders = new ArrayList<Sender>();
        for (var i = 0; i < SENDERS; i++) {
            senders.add(
                    new Sender(
                            person,
                            person.createConversation(MODEL.formatted(3, 5), "Short answers")));
        }
        long killedAt;
        try (var client = new StreamClient(random.nextLong())) {
            var reading =
                    Thread.ofPlatform().start(() -> client.run(streams, Duration.ofSeconds(60)));
            var sending =
                    senders.stream().map(sender -> Thread.ofPlatform().start(sender)).toList();
            ParleyServer.pause(300 + random.nextLong(4_000));
            killedAt = System.nanoTime();
            server.process().kill();
            senders.forEach(Sender::stop);
            ParleyServer.pause(200);
            client.stop();
            join(reading);
            sending.forEach(KillRounds::join);
        }
        server.restart();
        worstStart = max(worstStart, server.lastStart());
        var up = System.nanoTime();
        person.login();
        for (var sender : senders) {
            sender.finishAfterRestart();
            acknowledged += sender.sent().size();
            checkSender(sender);
        }
        resume(streams);
        for (var i = 0; i < streams.size(); i++) {
            checkReader(streams.get(i), conversations.get(i), killedAt);
        }
        var took = Duration.ofNanos(System.nanoTime() - up);
        if (took.compareTo(MAY_TAKE) > 0) {
            failures.add("recovery took " + took);
        }
        for (var i = 0; i < streams.size(); i++) {
            if (streams.get(i).ending().equals("interrupted")) {
                checkContinuing(streams.get(i), conversations.get(i));
                break;
            }
        }
    }

    private void resume(List<TokenStream> streams) {
        // A reader whose prompt never reached the server has not been promised anything; the others
        // come again.
        var again =
                streams.stream()
                        .filter(stream -> !stream.ended() && stream.acknowledged())
                        .map(TokenStream::resumed)
                        .toList();
        try (var client = new StreamClient(1)) {
            client.run(again, MAY_TAKE);
        }
    }

    private void checkSender(Sender sender) {
        var told =
                person.messages(sender.conversation()).stream()
                        .filter(message -> message.role().equals("user"))
                        .map(ParleyApi.Message::text)
                        .toList();
        if (!told.equals(sender.sent())) {
            failures.add("sent " + sender.sent() + " but the chat has " + told);
        }
        if (!sender.trouble().isEmpty()) {
            failures.add(sender.trouble());
        }
    }

    private void checkReader(TokenStream stream, String conversation, long killedAt) {
        if (!stream.acknowledged()) {
            return;
        }
        acknowledged++;
        var messages = person.messages(conversation);
        var prompts = messages.stream().filter(message -> message.role().equals("user")).toList();
        var answers =
                messages.stream().filter(message -> message.role().equals("assistant")).toList();
        if (prompts.size() != 1 || answers.size() != 1) {
            failures.add("a chat with one prompt has " + messages);
            return;
        }
        var answer = answers.getFirst();
        if (!answer.status().equals(stream.ending())) {
            failures.add(
                    "the answer is '%s', its reader was told '%s' %s"
                            .formatted(answer.status(), stream.ending(), stream.complaint()));
        }
        if (!answer.text().equals(stream.receivedText())) {
            failures.add(
                    "the reader has %d characters, the server kept %d"
                            .formatted(stream.receivedText().length(), answer.text().length()));
        }
        if (!stream.check().clean()) {
            failures.add("the resumed text is not exact: " + stream.check().firstTrouble());
        }
        resyncs += stream.resyncs();
        if (answer.status().equals("interrupted")) {
            partial++;
            checkLoss(stream, answer.text(), killedAt);
        } else if (!answer.status().equals("finished")) {
            failures.add("the answer is '" + answer.status() + "' after the restart");
        }
    }

    private void checkLoss(TokenStream stream, String kept, long killedAt) {
        var lastKept = PacedText.lastSendTime(kept);
        var since = lastKept > 0 ? lastKept : stream.firstTokenSentAt();
        if (since <= 0) {
            return;
        }
        // The model sends a token every 20 ms, so what the server had when it died was at most that
        // much older.
        var loss = Duration.ofNanos(killedAt - since).minusMillis(INTERVAL_MILLIS);
        worstLoss = max(worstLoss, loss);
        if (loss.compareTo(MAY_LOSE) > 0) {
            failures.add("%d ms of text were lost".formatted(loss.toMillis()));
        }
    }

    private void checkContinuing(TokenStream stream, String conversation) {
        var kept = stream.receivedText();
        var body = "{\"continue\":" + quoted(stream.answerId()) + "}";
        var wire = person.turnWith(conversation, body, UUID.randomUUID());
        var more = new TokenStream(wire, System.nanoTime(), TOKENS, new Timings()).keepingText();
        try (var client = new StreamClient(1)) {
            client.run(List.of(more), Duration.ofSeconds(30));
        }
        var answer = person.messages(conversation).getLast();
        if (!more.ending().equals("finished")
                || !answer.status().equals("finished")
                || !answer.id().equals(stream.answerId())) {
            failures.add(
                    "continuing ended '%s' %s: %s"
                            .formatted(more.ending(), more.complaint(), answer.status()));
        } else if (!answer.text().startsWith(kept) || answer.text().length() <= kept.length()) {
            failures.add("continuing did not keep what was there");
        }
    }

    // ---- SIGTERM

    private void drainRound(int tokens, int readers) {
        var conversations = new ArrayList<String>();
        var streams = new ArrayList<TokenStream>();
        var now = System.nanoTime();
        for (var i = 0; i < readers; i++) {
            var conversation =
                    person.createConversation(MODEL.formatted(tokens, INTERVAL_MILLIS), "Counting");
            conversations.add(conversation);
            var wire = person.turn(conversation, "Count.", UUID.randomUUID());
            streams.add(
                    new TokenStream(wire, now + i * 10_000_000L, tokens, new Timings())
                            .keepingText()
                            .leavingOnReconnect());
        }
        try (var client = new StreamClient(1)) {
            var reading =
                    Thread.ofPlatform().start(() -> client.run(streams, Duration.ofSeconds(60)));
            ParleyServer.pause(2_000);
            var asked = System.nanoTime();
            server.process().terminate();
            ParleyServer.pause(900);
            var ready = server.status("/health/ready");
            if (ready == 200) {
                failures.add("still ready a second after being told to stop");
            }
            if (!server.process().await(35)) {
                failures.add("did not stop in 35 s");
                server.process().kill();
            }
            var took = Duration.ofNanos(System.nanoTime() - asked);
            System.out.printf("  stopped after %.1f s%n", took.toMillis() / 1000.0);
            if (took.compareTo(Duration.ofSeconds(30)) > 0) {
                failures.add("stopping took " + took);
            }
            client.stop();
            join(reading);
        }
        var unasked =
                streams.stream()
                        .filter(stream -> !stream.askedToReconnect() && !stream.ended())
                        .toList();
        if (!unasked.isEmpty()) {
            failures.add(
                    "%d of %d readers were cut without being asked to reconnect: %s"
                            .formatted(unasked.size(), readers, unasked.getFirst().complaint()));
        }
        server.restart();
        person.login();
        resume(streams);
        var expected =
                Duration.ofMillis((long) tokens * INTERVAL_MILLIS).toSeconds() < 20
                        ? "finished"
                        : "interrupted";
        for (var i = 0; i < readers; i++) {
            var stream = streams.get(i);
            var answer = person.messages(conversations.get(i)).getLast();
            if (!answer.status().equals(expected) || !stream.ending().equals(expected)) {
                failures.add(
                        "an answer is '%s', its reader was told '%s'"
                                .formatted(answer.status(), stream.ending()));
            } else if (!answer.text().equals(stream.receivedText()) || !stream.check().clean()) {
                failures.add(
                        "an answer is not what its reader has: " + stream.check().firstTrouble());
            }
        }
    }

    private void end(boolean clean) {
        person.close();
        server.close();
        stub.close();
        if (clean) {
            Lab.delete(directory);
        } else {
            System.out.println("faults: the server's data and log are kept in " + directory);
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends one prompt after the other in one chat, and remembers which were acknowledged. */
    private static final class Sender implements Runnable {
        private final ParleyApi person;
        private final String conversation;
        private final List<String> sent = new ArrayList<>();
        private volatile boolean stopped;
        private volatile String trouble = "";
        private String open = "";
        private UUID key = UUID.randomUUID();

        Sender(ParleyApi person, String conversation) {
            this.person = person;
            this.conversation = conversation;
        }

        @Override
        public void run() {
            while (!stopped && trouble.isEmpty()) {
                if (open.isEmpty()) {
                    open = "Prompt " + sent.size();
                    key = UUID.randomUUID();
                }
                send();
            }
        }

        private void send() {
            var answer = person.startTurn(conversation, "{\"text\":" + quoted(open) + "}", key);
            switch (answer.status()) {
                case 201 -> {
                    sent.add(open);
                    open = "";
                }
                case 409 -> ParleyServer.pause(10);
                case 0 -> ParleyServer.pause(50);
                default ->
                        trouble = "a prompt was answered " + answer.status() + " " + answer.body();
            }
        }

        void stop() {
            stopped = true;
        }

        /**
         * Sends the prompt whose fate is unknown once more, with its key: it must be there exactly
         * once.
         */
        void finishAfterRestart() {
            for (var i = 0; i < 500 && !open.isEmpty() && trouble.isEmpty(); i++) {
                send();
            }
            if (!open.isEmpty()) {
                trouble = "a prompt could not be sent again: " + open;
            }
        }

        String conversation() {
            return conversation;
        }

        List<String> sent() {
            return sent;
        }

        String trouble() {
            return trouble;
        }
    }
}
