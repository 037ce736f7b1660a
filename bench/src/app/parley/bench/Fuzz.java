package app.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Sends a server what its own description of the API leads to, and what it warns of: every
 * operation, as each caller, with one thing or another wrong about it. Whatever comes, the server
 * must refuse it or do it: an answer of 500 and above, a word of the program's inside, or an error
 * that is no problem details is a finding.
 */
final class Fuzz {
    private static final int READ = 200_000;
    private static final int REFUSED_IN_A_ROW = 5;
    private static final int OF_A_SESSION = 1_000;
    private static final Pattern INSIDE =
            Pattern.compile(
                    "\\bat (java|org|app|tools|jakarta)[.\\w]+\\("
                            + "|\\b(java|javax|org|jakarta|tools|com)\\.[a-z]+\\.[\\w.]*(Exception|Error)\\b"
                            + "|\\bapp\\.parley\\.|\\borg\\.springframework\\.|\\borg\\.apache\\."
                            + "|SQLITE_|PSQLException|SQLSTATE|syntax error at or near");

    /** Tells administrators of the inside on purpose. */
    private static final String METRICS = "/metrics";

    private final InetSocketAddress server;
    private final List<FuzzOperation> operations;
    private final long seed;
    private final PlantedSecrets secrets;
    private final FuzzIds ids = new FuzzIds();
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, Set<String>> succeeded = new ConcurrentHashMap<>();

    /** Who sends. */
    interface Caller {
        String name();

        /** Empty for nobody's. */
        String token();

        /** The session may be over, or long unconfirmed. */
        void signInAgain();
    }

    /**
     * @param secrets what no answer may show
     */
    Fuzz(InetSocketAddress server, String description, long seed, PlantedSecrets secrets) {
        this.server = server;
        this.secrets = secrets;
        this.operations = FuzzOperation.of(StubJson.object(description));
        this.seed = seed;
    }

    /** What the requests are not to be about. */
    FuzzIds ids() {
        return ids;
    }

    int operations() {
        return operations.size();
    }

    /** How often each status was answered. */
    Map<Integer, AtomicInteger> statuses() {
        return statuses;
    }

    /** How many operations did at least once what each caller asked for. */
    Map<String, Integer> succeeded() {
        var counts = new TreeMap<String, Integer>();
        succeeded.forEach((caller, done) -> counts.put(caller, done.size()));
        return counts;
    }

    /**
     * Goes through all operations again and again, each caller beside the others.
     *
     * @return what was found
     */
    List<String> run(int requests, List<Caller> callers) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < callers.size(); i++) {
            int number = i;
            threads.add(
                    Thread.ofPlatform()
                            .name(callers.get(i).name())
                            .start(
                                    () ->
                                            send(
                                                    requests / callers.size(),
                                                    callers.get(number),
                                                    number)));
        }
        for (var thread : threads) {
            thread.join();
        }
        return findings;
    }

    private void send(int requests, Caller caller, int number) {
        var made = new FuzzRequests(seed * 31 + number, ids);
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(30))
                        .build()) {
            int refused = 0;
            for (int i = 0; i < requests; i++) {
                var operation = operations.get((i * 7 + number * 13) % operations.size());
                int status = one(http, made.next(operation), caller);
                refused = status == 401 ? refused + 1 : 0;
                if (refused > REFUSED_IN_A_ROW || i % OF_A_SESSION == OF_A_SESSION - 1) {
                    caller.signInAgain();
                    refused = 0;
                }
            }
        }
    }

    private int one(HttpClient http, FuzzRequest wanted, Caller caller) {
        try {
            var answer = http.send(wanted.to(server, caller.token()), BodyHandlers.ofInputStream());
            var type = answer.headers().firstValue("Content-Type").orElse("");
            String body;
            try (var stream = answer.body()) {
                // Some streams have no end.
                body =
                        type.startsWith("text/event-stream")
                                ? ""
                                : new String(stream.readNBytes(READ), StandardCharsets.UTF_8);
            }
            judge(wanted, caller, answer, type, body);
            if (answer.statusCode() < 300) {
                ids.learn(wanted.operation().path(), body);
                succeeded
                        .computeIfAbsent(caller.name(), _ -> ConcurrentHashMap.newKeySet())
                        .add(wanted.operation().name());
            }
            return answer.statusCode();
        } catch (IOException failed) {
            found(wanted, caller, "no answer: " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void judge(
            FuzzRequest wanted, Caller caller, HttpResponse<?> answer, String type, String body) {
        int status = answer.statusCode();
        var all = answer.headers().map() + " " + body;
        statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        if (status >= 500) {
            found(wanted, caller, status + " " + body);
        } else if (status >= 400
                && !(type.startsWith("application/problem+json") && body.contains("\"code\":\""))) {
            found(wanted, caller, status + " is no problem details: " + type + " " + body);
        } else if (!wanted.operation().path().equals(METRICS) && INSIDE.matcher(all).find()) {
            found(wanted, caller, status + " tells of the inside: " + all);
        }
        secrets.in(all)
                .ifPresent(
                        secret -> found(wanted, caller, status + " shows " + secret + ": " + all));
    }

    private void found(FuzzRequest wanted, Caller caller, String what) {
        findings.add(
                "%s as %s -> %s"
                        .formatted(
                                wanted,
                                caller.name(),
                                what.substring(0, Math.min(800, what.length()))));
    }
}
