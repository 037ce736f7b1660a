package app.parley.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModerationHttpTests extends HttpTests {
    private static final String MODERATION = "/api/v1/admin/moderation";
    private static final String ECHO = "openai/echo";
    private static final String LONG = "A harmless word and another one follow. ".repeat(12);

    private Api ann;

    @BeforeEach
    void register() {
        ann = newPerson();
    }

    @AfterEach
    void switchOff() {
        set("{\"enabled\": false, \"openaiModeration\": false, \"keepOriginals\": false}");
    }

    @Test
    void aQuestionAgainstTheRulesIsKeptAndNoModelSeesIt() {
        rules(false, rule("zebra-[0-9]+", "block", "prompt"));
        var chat = Chat.open(ann, ECHO);
        var accepted = chat.ask("Tell me of zebra-417.");
        var end = chat.events(accepted).getLast();

        assertThat(end.type()).isEqualTo("failed");
        assertThat(end.data().path("code").asString()).isEqualTo("blocked-by-moderation");
        assertThat(end.data().path("category").asString()).isEqualTo("animals");
        assertThat(end.data().path("message").asString()).contains("animals");
        var messages = chat.messages();
        assertThat(Chat.text(messages.get(0))).isEqualTo("Tell me of zebra-417.");
        assertThat(messages.get(1).path("status").asString()).isEqualTo("failed");
        assertThat(messages.get(1).path("error").path("code").asString())
                .isEqualTo("blocked-by-moderation");
        assertThat(askedModels()).doesNotContain("zebra-417");
        chat.post("{\"continue\":\"" + accepted.path("answerId").asString() + "\"}")
                .expectProblem(400, "invalid-request");

        var again = chat.post("{\"regenerate\":\"" + accepted.path("answerId").asString() + "\"}");
        assertThat(chat.events(again.expect(201).json()).getLast().type()).isEqualTo("failed");
        // The next question goes, without the one that was blocked.
        assertThat(chat.events(chat.ask("And of horses?")).getLast().type()).isEqualTo("finished");
        assertThat(askedModels()).contains("And of horses?").doesNotContain("zebra-417");
    }

    @Test
    void anAnswerAgainstTheRulesIsTakenBack() {
        rules(true, rule("the secret recipe", "block", "answer"));
        var chat = Chat.open(ann, ECHO);
        var accepted = chat.ask(LONG + "Here is the secret recipe of all.");
        var events = chat.events(accepted);

        assertThat(events.getLast().type()).isEqualTo("failed");
        assertThat(events.getLast().data().path("code").asString())
                .isEqualTo("blocked-by-moderation");
        assertThat(Events.text(events)).isEmpty();
        assertThat(shown(events)).doesNotContain("the secret recipe");
        var answer = chat.message(accepted.path("answerId").asString());
        assertThat(Chat.text(answer)).isEmpty();
        assertThat(answer.toString()).doesNotContain("harmless");

        var event = found(chat);
        assertThat(event.path("kind").asString()).isEqualTo("answer");
        assertThat(event.path("person").path("name").asString()).isEqualTo(ann.username());
        assertThat(event.path("excerpt").asString()).contains("the secret recipe");
        var original = MODERATION + "/events/" + event.path("id").asString() + "/original";
        assertThat(admin().get(original).expect(200).text("text")).contains(LONG.strip());
        assertThat(actions("?subject=" + ann.username())).contains("moderation.original-read");
        assertThat(actions("?subject=" + chat.id())).contains("moderation.blocked");
    }

    /** Also of an answer that was taken back, live or stored. */
    @Test
    void everyPositionOfAWithheldAnswerResumes() {
        rules(false, rule("the secret recipe", "block", "answer"));
        var chat = Chat.open(ann, ECHO);
        var accepted = chat.ask(LONG + "Here is the secret recipe of all.");
        var live = chat.events(accepted);

        for (var event : live) {
            var rest = chat.eventsAfter(accepted, event.position());
            if (event.isFinal()) {
                assertThat(rest).isEmpty();
            } else {
                assertThat(rest.getLast()).isEqualTo(live.getLast());
                var all = new ArrayList<>(live.subList(0, live.indexOf(event) + 1));
                all.addAll(rest);
                assertThat(Events.text(all)).isEmpty();
            }
        }
        assertThat(chat.events(accepted)).last().isEqualTo(live.getLast());
    }

    @Test
    void aWarningIsToldAndTheAnswerGoesOn() {
        rules(false, rule("zebra", "warn", "both"));
        var chat = Chat.open(ann, ECHO);
        var events = chat.events(chat.ask("What of a zebra?"));

        assertThat(events.stream().filter(event -> event.type().equals("warned")))
                .isNotEmpty()
                .allSatisfy(
                        event ->
                                assertThat(event.data().path("category").asString())
                                        .isEqualTo("animals"));
        assertThat(events.getLast().type()).isEqualTo("finished");
        assertThat(Events.text(events)).isEqualTo("What of a zebra?");
    }

    @Test
    void whatIsLoggedIsSeenByAdministratorsAlone() {
        rules(false, rule("zebra", "log", "prompt"));
        var chat = Chat.open(ann, ECHO);
        var events = chat.events(chat.ask("What of a zebra?"));

        assertThat(events).extracting(Events.Event::type).doesNotContain("warned");
        var event = found(chat);
        assertThat(event.path("action").asString()).isEqualTo("log");
        assertThat(event.path("excerpt").isNull()).isTrue();
        admin().get(MODERATION + "/events/" + event.path("id").asString() + "/original")
                .expectProblem(404, "not-found");
        var review = MODERATION + "/events/" + event.path("id").asString() + "/review";
        var reviewed = admin().post(review, "{\"note\": \"harmless\"}").expect(200).json();
        assertThat(reviewed.path("state").asString()).isEqualTo("reviewed");
        assertThat(reviewed.path("note").asString()).isEqualTo("harmless");
    }

    @Test
    void rolesCanBeExempt() {
        set(
                "{\"enabled\": true, \"openaiModeration\": false, \"keepOriginals\": false,"
                        + "\"exemptRoles\": [\"admin\"], \"rules\": ["
                        + rule("zebra", "block", "both")
                        + "]}");
        var exempt = Chat.open(admin(), ECHO);
        var other = Chat.open(ann, ECHO);

        assertThat(exempt.events(exempt.ask("A zebra?")).getLast().type()).isEqualTo("finished");
        assertThat(other.events(other.ask("A zebra?")).getLast().type()).isEqualTo("failed");
    }

    @Test
    void openAiJudgesQuestionsAndAnswers() {
        openAi(false);
        var asked = Chat.open(ann, ECHO);
        var end = asked.events(asked.ask("Something of judge-violence.")).getLast();
        assertThat(end.data().path("code").asString()).isEqualTo("blocked-by-moderation");
        assertThat(end.data().path("category").asString()).isEqualTo("violence");
        var fine = Chat.open(ann, ECHO);
        assertThat(fine.events(fine.ask("Something of peace.")).getLast().type())
                .isEqualTo("finished");
    }

    @Test
    void whatOpenAiCannotJudgeIsLetThroughAndLogged() {
        openAi(false);
        for (var trouble : List.of("judge-429", "judge-500", "judge-malformed", "judge-empty")) {
            var chat = Chat.open(ann, ECHO);
            assertThat(chat.events(chat.ask("Hello " + trouble)).getLast().type())
                    .as(trouble)
                    .isEqualTo("finished");
            assertThat(found(chat).path("category").asString()).isEqualTo("unavailable");
        }
    }

    @Test
    void orIsBlockedWhereTheAdministratorWantsThat() {
        openAi(true);
        var chat = Chat.open(ann, ECHO);

        assertThat(
                        chat.events(chat.ask("Hello judge-500"))
                                .getLast()
                                .data()
                                .path("code")
                                .asString())
                .isEqualTo("blocked-by-moderation");
    }

    @Test
    void triesRulesOnASample() {
        rules(false, rule("(?i)zebra-[0-9]+", "block", "both"));

        var matches =
                admin().post(MODERATION + "/try", "{\"text\": \"A ZEBRA-12 here\"}")
                        .expect(200)
                        .json()
                        .path("matches");

        assertThat(matches).hasSize(1);
        assertThat(matches.get(0).path("text").asString()).isEqualTo("ZEBRA-12");
        assertThat(matches.get(0).path("start").asInt()).isEqualTo(2);
        assertThat(matches.get(0).path("category").asString()).isEqualTo("animals");
    }

    @Test
    void refusesPatternsThatAreNone() {
        for (var pattern : List.of("(unclosed", "(?=ahead)", "back(.)\\\\1", "x*", "")) {
            admin().put(
                            MODERATION,
                            "{\"enabled\": true, \"openaiModeration\": false, \"keepOriginals\": false,"
                                    + "\"rules\": ["
                                    + rule(pattern, "block", "both")
                                    + "]}")
                    .expectProblem(400, "invalid-request");
        }
    }

    /** A pattern that takes other engines for ever. */
    @Test
    void timeGrowsWithTheTextAlone() {
        rules(false, rule("(a+)+(b+)+c", "block", "prompt"));
        var chat = Chat.open(ann, ECHO);

        assertThat(chat.events(chat.ask("a".repeat(20_000) + "!")).getLast().type())
                .isEqualTo("finished");
    }

    private void rules(boolean keepOriginals, String... rules) {
        set(
                "{\"enabled\": true, \"openaiModeration\": false, \"keepOriginals\": "
                        + keepOriginals
                        + ", \"rules\": ["
                        + String.join(",", rules)
                        + "]}");
    }

    private void openAi(boolean failClosed) {
        set(
                "{\"enabled\": true, \"openaiModeration\": true, \"keepOriginals\": false, \"failClosed\": "
                        + failClosed
                        + "}");
    }

    private void set(String policy) {
        admin().put(MODERATION, policy).expect(200);
    }

    private static String rule(String pattern, String action, String applies) {
        return """
                {"name": "Rule", "pattern": "%s", "category": "animals", "action": "%s",
                 "applies": "%s", "enabled": true}"""
                .formatted(pattern, action, applies);
    }

    private JsonNode found(Chat chat) {
        for (var event :
                admin().get(MODERATION + "/events?limit=200").expect(200).json().path("items")) {
            if (event.path("conversationId").asString().equals(chat.id())) {
                return event;
            }
        }
        throw new AssertionError("nothing was found in " + chat.id());
    }

    private List<String> actions(String filter) {
        var actions = new ArrayList<String>();
        admin().get("/api/v1/admin/audit" + filter)
                .expect(200)
                .json()
                .path("items")
                .forEach(entry -> actions.add(entry.path("action").asString()));
        return actions;
    }

    private static String askedModels() {
        return MODELS.requests().stream()
                .map(request -> request.body())
                .collect(Collectors.joining("\n"));
    }

    private static String shown(List<Events.Event> events) {
        return events.stream()
                .filter(event -> event.type().equals("text-delta"))
                .map(event -> event.data().path("text").asString())
                .collect(Collectors.joining());
    }
}
