package app.parley.chat;

import static app.parley.support.Awaiting.eventually;
import static app.parley.support.Chat.text;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import app.parley.support.NoticeReader;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The nine rules of the turn and its HTTP contract, from outside. */
class TurnHttpTests extends HttpTests {
    private static final String WORDS = "openai/paced:tokens=60,interval=5";
    private static final String SLOW = "openai/paced:tokens=2000,interval=20";

    private Api ann;

    @BeforeEach
    void register() {
        ann = newPerson();
    }

    @Test
    void whatIsAcknowledgedIsStored() {
        var chat = Chat.open(ann, SLOW);
        var accepted = chat.ask("Are you there?");
        var messages = chat.messages();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).path("id")).isEqualTo(accepted.path("userMessageId"));
        assertThat(text(messages.get(0))).isEqualTo("Are you there?");
        assertThat(messages.get(1).path("id")).isEqualTo(accepted.path("answerId"));
        assertThat(messages.get(1).path("status").asString()).isEqualTo("streaming");
        assertThat(chat.conversation().path("runningTurnId")).isEqualTo(accepted.path("turnId"));
        stop(chat, accepted);
    }

    @Test
    void anAnswerIsStreamedWithRisingIdsAndStoredWhole() {
        var chat = Chat.open(ann, WORDS);
        var accepted = chat.ask("Speak.");
        var events = chat.events(accepted);
        assertThat(events.getFirst().type()).isEqualTo("started");
        assertThat(events.getFirst().data().path("answerId")).isEqualTo(accepted.path("answerId"));
        assertThat(events.getLast().type()).isEqualTo("finished");
        assertThat(events.getLast().data().path("usage").path("outputTokens").asInt()).isPositive();
        assertThat(events.getLast().data().path("cutShort").asBoolean(true)).isFalse();
        assertThat(events).extracting(Events.Event::position).isSorted().doesNotHaveDuplicates();
        var answer = chat.message(accepted.path("answerId").asString());
        assertThat(text(answer)).isEqualTo(Events.text(events)).isNotBlank();
        assertThat(answer.path("status").asString()).isEqualTo("finished");
        assertThat(answer.path("cutShort").asBoolean(true)).isFalse();
        assertThat(chat.conversation().path("runningTurnId").isNull()).isTrue();
    }

    @Test
    void everyPositionResumesWithExactlyWhatFollows() throws Exception {
        var chat = Chat.open(ann, WORDS);
        var accepted = chat.ask("Speak.");
        var live = chat.events(accepted);
        var whole = Events.text(live);
        for (var event : live) {
            var before = Events.text(live.subList(0, live.indexOf(event) + 1));
            var rest = chat.eventsAfter(accepted, event.position());
            assertThat(before + Events.text(rest)).isEqualTo(whole);
            if (event.isFinal()) {
                assertThat(rest).isEmpty();
            } else {
                assertThat(rest.getLast()).isEqualTo(live.getLast());
            }
        }
        assertThat(Events.text(chat.events(accepted))).isEqualTo(whole);
    }

    @Test
    void twoReadersOneOfWhomComesAndGoesSeeTheSame() throws Exception {
        var chat = Chat.open(ann, "openai/paced:tokens=150,interval=10");
        var accepted = chat.ask("Speak.");
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> steady = () -> Events.text(chat.events(accepted));
            Callable<String> restless = () -> restlessly(chat, accepted);
            var first = readers.submit(steady);
            var second = readers.submit(restless);
            var third = readers.submit(restless);
            assertThat(second.get()).isEqualTo(first.get());
            assertThat(third.get()).isEqualTo(first.get());
            assertThat(first.get())
                    .isEqualTo(text(chat.message(accepted.path("answerId").asString())));
        }
    }

    @Test
    void postingWithAcceptEventStreamGoesOnAsTheStream() {
        var chat = Chat.open(ann, WORDS);
        var reply =
                chat.api()
                        .send(
                                chat.turn("{\"text\":\"Speak.\"}", UUID.randomUUID().toString())
                                        .header("Accept", "text/event-stream"));
        var events = Events.of(reply.expect(201).body());
        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(events.getFirst().type()).isEqualTo("started");
        assertThat(events.getLast().type()).isEqualTo("finished");
    }

    @Test
    void theSameKeyIsTheSameTurn() throws Exception {
        var chat = Chat.open(ann, SLOW);
        var first = chat.post("{\"text\":\"Once.\"}", "one-key").expect(201).json();
        var second = chat.post("{\"text\":\"Once.\"}", "one-key").expect(201).json();
        assertThat(second).isEqualTo(first);
        chat.post("{\"text\":\"Twice.\"}", "one-key").expectProblem(422, "idempotency-mismatch");
        Chat.open(ann, SLOW)
                .post("{\"text\":\"Once.\"}", "one-key")
                .expectProblem(422, "idempotency-mismatch");
        stop(chat, first);
        assertThat(chat.messages()).hasSize(2);
    }

    @Test
    void tenParallelSendsMakeOneMessage() throws Exception {
        var chat = Chat.open(ann, WORDS);
        var replies = new ArrayList<java.util.concurrent.Future<JsonNode>>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                replies.add(
                        senders.submit(
                                () -> chat.post("{\"text\":\"Once.\"}", "k").expect(201).json()));
            }
        }
        for (var reply : replies) {
            assertThat(reply.get()).isEqualTo(replies.getFirst().get());
        }
        assertThat(chat.messages()).hasSize(2);
    }

    @Test
    void aKeyIsRequired() {
        var chat = Chat.open(ann, WORDS);
        ann.post("/api/v1/conversations/" + chat.id() + "/turns", "{\"text\":\"Hi\"}")
                .expectProblem(400, "idempotency-key-required");
        chat.post("{\"text\":\"Hi\"}", "x".repeat(201))
                .expectProblem(400, "idempotency-key-required");
        assertThat(chat.messages()).isEmpty();
    }

    @Test
    void oneTurnAtATime() {
        var chat = Chat.open(ann, SLOW);
        var accepted = chat.ask("First.");
        var refused = chat.post("{\"text\":\"Second.\"}").expectProblem(409, "turn-running");
        assertThat(refused.json().path("turnId")).isEqualTo(accepted.path("turnId"));
        stop(chat, accepted);
        chat.post("{\"text\":\"Second.\"}").expect(201);
    }

    @Test
    void aStoppedAnswerKeepsItsTextAndGoesOnInTheSameMessage() {
        var chat = Chat.open(ann, SLOW);
        var accepted = chat.ask("Speak.");
        var events = stop(chat, accepted);
        assertThat(events.getLast().type()).isEqualTo("stopped");
        var answerId = accepted.path("answerId").asString();
        var before = text(chat.message(answerId));
        assertThat(before).isEqualTo(Events.text(events)).isNotBlank();

        var rest = chat.post("{\"continue\":\"" + answerId + "\"}").expect(201).json();
        assertThat(rest.path("answerId").asString()).isEqualTo(answerId);
        var more = stop(chat, rest);
        assertThat(more.getFirst().data().path("continues").asBoolean()).isTrue();
        assertThat(text(chat.message(answerId))).isEqualTo(before + Events.text(more));
        assertThat(Events.text(chat.events(accepted)))
                .as("the first turn's own stream")
                .isEqualTo(before);
        assertThat(chat.messages()).hasSize(2);
    }

    @Test
    void anAnswerThatEndedAtTheLimitOfItsLengthSaysSoAndGoesOn() {
        var chat = Chat.open(ann, "openai/length");
        var accepted = chat.ask("Speak.");
        var end = chat.events(accepted).getLast();
        assertThat(end.type()).isEqualTo("finished");
        assertThat(end.data().path("cutShort").asBoolean()).isTrue();
        assertThat(chat.eventsAfter(accepted, end.position() - 1).getLast()).isEqualTo(end);
        var answerId = accepted.path("answerId").asString();
        var before = chat.message(answerId);
        assertThat(before.path("status").asString()).isEqualTo("finished");
        assertThat(before.path("cutShort").asBoolean()).isTrue();

        var rest = chat.post("{\"continue\":\"" + answerId + "\"}").expect(201).json();
        var more = chat.events(rest);
        assertThat(more.getLast().type()).isEqualTo("finished");
        var after = chat.message(answerId);
        assertThat(text(after)).isEqualTo(text(before) + Events.text(more));
    }

    @Test
    void onlyAnAnswerThatWasCutOffGoesOn() {
        var chat = Chat.open(ann, WORDS);
        var accepted = chat.askAndWait("Speak.");
        chat.post("{\"continue\":\"" + accepted.path("answerId").asString() + "\"}")
                .expectProblem(400, "invalid-request");
        chat.post("{\"continue\":\"" + accepted.path("userMessageId").asString() + "\"}")
                .expectProblem(400, "invalid-request");
    }

    @Test
    void anEditIsABranchAndBothCanBeWalked() {
        var chat = Chat.open(ann, "openai/echo");
        var first = chat.askAndWait("First wording");
        var edited =
                chat.post("{\"text\":\"Second wording\",\"parentId\":null}").expect(201).json();
        chat.events(edited);
        var question = chat.messages().get(0);
        assertThat(text(question)).isEqualTo("Second wording");
        assertThat(question.path("siblingIds"))
                .extracting(JsonNode::asString)
                .containsExactly(
                        first.path("userMessageId").asString(),
                        edited.path("userMessageId").asString());
        ann.patch(
                        "/api/v1/conversations/" + chat.id(),
                        "{\"activeLeafId\":\"" + first.path("userMessageId").asString() + "\"}")
                .expect(200);
        assertThat(text(chat.messages().get(0))).isEqualTo("First wording");
        assertThat(chat.messages()).hasSize(2);
    }

    @Test
    void anotherAnswerIsASiblingOfTheFirst() {
        var chat = Chat.open(ann, "openai/echo");
        var first = chat.askAndWait("Again?");
        var answerId = first.path("answerId").asString();
        var second = chat.post("{\"regenerate\":\"" + answerId + "\"}").expect(201).json();
        chat.events(second);
        var answer = chat.message(second.path("answerId").asString());
        assertThat(answer.path("siblingIds"))
                .extracting(JsonNode::asString)
                .containsExactly(answerId, second.path("answerId").asString());
        assertThat(second.path("userMessageId")).isEqualTo(first.path("userMessageId"));
    }

    @Test
    void anotherAnswerRestsOnTheCollectionsThatTheFirstWasAskedWith() {
        var chat = Chat.open(ann, "openai/stub:interval=0");
        var first = askTheHandbook(chat);
        assertThat(citations(chat.events(first))).isNotEmpty();
        var second =
                chat.post("{\"regenerate\":\"" + first.path("answerId").asString() + "\"}")
                        .expect(201)
                        .json();
        assertThat(citations(chat.events(second))).isEqualTo(citations(chat.events(first)));
    }

    @Test
    void theRestOfAnAnswerRestsOnTheCollectionsThatItWasAskedWith() {
        var chat = Chat.open(ann, "openai/stub:interval=400");
        var first = askTheHandbook(chat);
        assertThat(citations(stop(chat, first))).isEmpty();
        var rest =
                chat.post("{\"continue\":\"" + first.path("answerId").asString() + "\"}")
                        .expect(201)
                        .json();
        assertThat(citations(chat.events(rest))).isNotEmpty();
    }

    @Test
    void aFollowUpIsLookedUpTogetherWithWhatItRefersTo() {
        // It says what it is sent, the sources it is to answer from included.
        var chat = Chat.open(ann, "openai/echo");
        chat.events(askTheHandbook(chat));
        var other = Chat.open(ann, "openai/echo");
        var alone = Events.text(other.events(askTheHandbook(other, "Why?")));
        var followUp = Events.text(chat.events(askTheHandbook(chat, "Why?")));
        assertThat(alone).doesNotContain("OPENAI_API_KEY");
        assertThat(followUp).contains("OPENAI_API_KEY").endsWith("Question: Why?");
    }

    @Test
    void aFailureIsASentenceAndKeepsWhatWasSaid() {
        var chat = Chat.open(ann, "openai/midstream-500");
        var accepted = chat.ask("Speak.");
        var events = chat.events(accepted);
        var failed = events.getLast();
        assertThat(failed.type()).isEqualTo("failed");
        assertThat(failed.data().path("code").asString()).isNotBlank();
        assertThat(failed.data().path("message").asString()).endsWith(".");
        var answer = chat.message(accepted.path("answerId").asString());
        assertThat(answer.path("status").asString()).isEqualTo("failed");
        assertThat(answer.path("error").path("code")).isEqualTo(failed.data().path("code"));
        assertThat(text(answer)).isEqualTo(Events.text(events)).isNotBlank();
    }

    @Test
    void othersFindNothing() {
        var chat = Chat.open(ann, SLOW);
        var accepted = chat.ask("Secret.");
        var bob = newPerson();
        var turn = "/api/v1/turns/" + accepted.path("turnId").asString();
        var never = UUID.randomUUID();
        for (var pair :
                List.of(
                        List.of(turn + "/events", "/api/v1/turns/" + never + "/events"),
                        List.of(
                                "/api/v1/conversations/" + chat.id(),
                                "/api/v1/conversations/" + never),
                        List.of(
                                "/api/v1/conversations/" + chat.id() + "/messages",
                                "/api/v1/conversations/" + never + "/messages"))) {
            var foreign = bob.get(pair.get(0)).expectProblem(404, "not-found").json();
            var missing = bob.get(pair.get(1)).expectProblem(404, "not-found").json();
            assertThat(foreign.path("detail")).isEqualTo(missing.path("detail"));
        }
        bob.post(turn + "/stop", "{}").expectProblem(404, "not-found");
        bob.delete("/api/v1/conversations/" + chat.id()).expectProblem(404, "not-found");
        chat.as(bob).post("{\"text\":\"Mine now\"}").expectProblem(404, "not-found");
        chat.as(bob)
                .post("{\"regenerate\":\"" + accepted.path("answerId").asString() + "\"}")
                .expectProblem(404, "not-found");
        var bobs = Chat.open(bob, SLOW);
        bobs.post("{\"regenerate\":\"" + accepted.path("answerId").asString() + "\"}")
                .expectProblem(404, "not-found");
        bobs.post("{\"text\":\"Hi\",\"parentId\":\"" + accepted.path("answerId").asString() + "\"}")
                .expectProblem(404, "not-found");
        assertThat(chat.conversation().path("runningTurnId")).isEqualTo(accepted.path("turnId"));
        stop(chat, accepted);
    }

    @Test
    void deletingAChatEndsItsStream() {
        var chat = Chat.open(ann, SLOW);
        var accepted = chat.ask("Speak.");
        ann.delete("/api/v1/conversations/" + chat.id()).expect(204);
        ann.get("/api/v1/conversations/" + chat.id()).expectProblem(404, "not-found");
        eventually(
                () ->
                        ann.get("/api/v1/turns/" + accepted.path("turnId").asString() + "/events")
                                .expectProblem(404, "not-found"));
    }

    @Test
    void badTurnsAreRefusedAndNothingIsStored() {
        var chat = Chat.open(ann, WORDS);
        for (var body :
                List.of(
                        "{}",
                        "{\"text\":\"\"}",
                        "{\"text\":\"  \\n \"}",
                        "{\"text\":\"a\",\"regenerate\":\"" + UUID.randomUUID() + "\"}",
                        "{\"text\":\"a\",\"parentId\":7}",
                        "{\"text\":\"a\",\"parentId\":\"x\"}",
                        "{\"text\":\"a\",\"parentId\":{\"id\":1}}",
                        "{\"text\":[\"a\"]}",
                        "{\"text\":\"a\",\"ownerId\":\"" + UUID.randomUUID() + "\"}",
                        "{\"text\":\"a\",\"collections\":\"all\"}",
                        "{\"continue\":true}",
                        "{\"text\":\"a\"",
                        "[]",
                        "null",
                        "\"text\"",
                        "")) {
            var reply = chat.post(body);
            assertThat(reply.status()).as("%s -> %s", body, reply.body()).isEqualTo(400);
        }
        chat.post("{\"text\":\"a\",\"model\":\"nobody/nothing\"}")
                .expectProblem(422, "model-unavailable");
        chat.post("{\"text\":\"" + "x".repeat(200_001) + "\"}").expectProblem(413, "too-large");
        chat.post("{\"text\":\"a\",\"parentId\":\"" + UUID.randomUUID() + "\"}")
                .expectProblem(404, "not-found");
        assertThat(chat.messages()).isEmpty();
    }

    @Test
    void aQuestionCannotFollowAQuestion() {
        var chat = Chat.open(ann, "openai/echo");
        var accepted = chat.askAndWait("First.");
        chat.post(
                        "{\"text\":\"Second.\",\"parentId\":\""
                                + accepted.path("userMessageId").asString()
                                + "\"}")
                .expectProblem(400, "invalid-request");
    }

    @Test
    void anIdThatWasNeverSentIsRefusedOrResynchronised() {
        var chat = Chat.open(ann, "openai/echo");
        var accepted = chat.askAndWait("Hello");
        for (var id : List.of("x", "-1", "1.5", "99999999999999999999")) {
            ann.send(
                            ann.request(
                                            "/api/v1/turns/"
                                                    + accepted.path("turnId").asString()
                                                    + "/events")
                                    .header("Last-Event-ID", id)
                                    .GET())
                    .expectProblem(400, "invalid-request");
        }
        var events = chat.eventsAfter(accepted, 1_000_000);
        assertThat(events).extracting(Events.Event::type).containsExactly("resync", "finished");
        assertThat(Events.text(events))
                .isEqualTo(text(chat.message(accepted.path("answerId").asString())));
    }

    @Test
    void otherTabsAreToldWhatHappens() throws Exception {
        var chat = Chat.open(ann, "openai/echo");
        try (var other = new NoticeReader(ann)) {
            var accepted = chat.askAndWait("Hello");
            ann.patch("/api/v1/conversations/" + chat.id(), "{\"title\":\"Named\"}").expect(200);
            ann.delete("/api/v1/conversations/" + chat.id()).expect(204);
            eventually(
                    () ->
                            assertThat(other.types())
                                    .contains(
                                            "turn-started",
                                            "turn-ended",
                                            "conversation-changed",
                                            "conversation-deleted"));
            assertThat(other.first("turn-started").data().path("turnId"))
                    .isEqualTo(accepted.path("turnId"));
            var resumed = new NoticeReader(ann, other.first("turn-ended").id());
            eventually(() -> assertThat(resumed.types()).contains("conversation-deleted"));
            assertThat(resumed.types()).doesNotContain("turn-started");
            resumed.close();
        }
        try (var lost = new NoticeReader(ann, "from-another-life.7")) {
            eventually(() -> assertThat(lost.types()).contains("reload"));
        }
    }

    /** Asks with the handbook as the one chosen collection. */
    private JsonNode askTheHandbook(Chat chat) {
        return askTheHandbook(chat, "How do I connect OpenAI?");
    }

    private JsonNode askTheHandbook(Chat chat, String question) {
        var guide = Chat.open(ann, "parley/guide");
        var cited = citations(guide.events(guide.ask("How do I connect OpenAI?"))).getFirst();
        var handbook =
                ann.get("/api/v1/documents/" + cited.path("documentId").asString())
                        .expect(200)
                        .json()
                        .path("collection");
        return chat.post(
                        "{\"text\":\""
                                + question
                                + "\",\"collections\":["
                                + handbook.path("id")
                                + "]}")
                .expect(201)
                .json();
    }

    private static List<JsonNode> citations(List<Events.Event> events) {
        return events.stream()
                .filter(event -> event.type().equals("cited"))
                .map(Events.Event::data)
                .toList();
    }

    private List<Events.Event> stop(Chat chat, JsonNode accepted) {
        eventually(() -> assertThat(hasText(chat, accepted)).isTrue());
        chat.api()
                .post("/api/v1/turns/" + accepted.path("turnId").asString() + "/stop", "{}")
                .expect(202);
        return chat.events(accepted);
    }

    /** Whether the first words have come; reads the stream and goes away. */
    private static boolean hasText(Chat chat, JsonNode accepted) {
        var request =
                chat.api()
                        .request("/api/v1/turns/" + accepted.path("turnId").asString() + "/events")
                        .GET()
                        .build();
        return read(request, 1).stream().anyMatch(event -> event.type().equals("text-delta"));
    }

    /**
     * Reads a few events at a time and comes back with the last id, as a browser does on a bad
     * network.
     */
    private static String restlessly(Chat chat, JsonNode accepted) {
        var all = new ArrayList<Events.Event>();
        while (all.isEmpty() || !all.getLast().isFinal()) {
            var request =
                    chat.api()
                            .request(
                                    "/api/v1/turns/"
                                            + accepted.path("turnId").asString()
                                            + "/events");
            if (!all.isEmpty()) {
                request.header("Last-Event-ID", all.getLast().id());
            }
            all.addAll(read(request.GET().build(), 7));
        }
        return Events.text(all);
    }

    /** Reads events until so many deltas have come or the stream ends, and cuts the connection. */
    private static List<Events.Event> read(HttpRequest request, int deltas) {
        var events = new ArrayList<Events.Event>();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var lines =
                    client.send(request, java.net.http.HttpResponse.BodyHandlers.ofLines()).body();
            var coming = Events.read(lines).iterator();
            int left = deltas;
            while (left > 0 && coming.hasNext()) {
                var event = coming.next();
                events.add(event);
                if (event.type().equals("text-delta")) {
                    left--;
                }
            }
            client.shutdownNow();
        } catch (java.io.IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
        return events;
    }
}
