package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Sends each question ten times at once with the same Idempotency-Key, as clients do that do not
 * know whether they were heard: it must be there once, answered once, and every copy must be told
 * the same. {@code ./parley test duplicates [QUESTIONS]}.
 */
final class DuplicateRounds {
    private static final int QUESTIONS = 1_000;
    private static final int COPIES = 10;
    private static final int AT_ONCE = 4;

    private final StubModelServer models;
    private final ParleyServer server;
    private final ParleyApi person;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    private DuplicateRounds(Path directory, StubModelServer models) {
        this.models = models;
        var openAi = new InetSocketAddress("127.0.0.1", models.port());
        server = new ParleyServer(directory, ParleyServer.withModels(openAi), -1, "");
        person = ParleyApi.register(server.address(), "insistent");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int questions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : QUESTIONS;
        try (var models = StubModelServer.start()) {
            var rounds =
                    new DuplicateRounds(Files.createTempDirectory("parley-duplicates"), models);
            System.exit(rounds.run(questions) ? 0 : 1);
        }
    }

    private boolean run(int questions) throws InterruptedException {
        long began = System.nanoTime();
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < questions; i++) {
                int number = i;
                room.acquire();
                threads.execute(
                        () -> {
                            try {
                                ask(number);
                            } catch (ExecutionException | RuntimeException failed) {
                                failures.add("question " + number + ": " + failed);
                            } catch (InterruptedException stopped) {
                                Thread.currentThread().interrupt();
                            } finally {
                                room.release();
                            }
                        });
            }
        }
        failures.stream().limit(30).forEach(told -> System.out.println("  FAILED: " + told));
        System.out.printf(
                "duplicates: %d questions, each sent %d times at once, %.0f s; %d failures%n",
                questions, COPIES, (System.nanoTime() - began) / 1e9, failures.size());
        server.close();
        return failures.isEmpty();
    }

    private void ask(int number) throws InterruptedException, ExecutionException {
        var conversation = person.createConversation("openai/echo", "Asked often");
        var body = "{\"text\":" + quoted("Question " + number) + "}";
        var key = UUID.randomUUID();
        var told = new HashSet<List<Object>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var copies =
                    Collections.<Callable<ParleyApi.Answer>>nCopies(
                            COPIES, () -> person.startTurn(conversation, body, key));
            for (var copy : threads.invokeAll(copies)) {
                var answer = copy.get();
                if (!Set.of(200, 201).contains(answer.status())) {
                    failures.add("question " + number + ": " + answer);
                    continue;
                }
                var turn = answer.json();
                told.add(
                        List.of(
                                turn.get("turnId"),
                                turn.get("userMessageId"),
                                turn.get("answerId")));
            }
        }
        var messages = messages(conversation);
        if (told.size() != 1
                || messages.size() != 2
                || !messages.getFirst().text().equals("Question " + number)
                || !messages.getLast().text().contains("Question " + number)) {
            failures.add("question " + number + ": told " + told + ", stored " + messages);
        }
        long asked =
                models.requests().stream()
                        .filter(request -> request.body().contains("Question " + number + '"'))
                        .count();
        if (asked != 1) {
            failures.add("question " + number + ": the model was asked " + asked + " times");
        }
    }

    /** All of the chat once the answer is there. */
    private List<ParleyApi.Message> messages(String conversation) {
        var messages = person.messages(conversation);
        for (int i = 0; i < 600 && !messages.getLast().status().equals("finished"); i++) {
            ParleyServer.pause(50);
            messages = person.messages(conversation);
        }
        return messages;
    }
}
