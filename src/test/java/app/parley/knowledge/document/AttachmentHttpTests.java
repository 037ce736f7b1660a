package app.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.Reply;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that come with one question. */
class AttachmentHttpTests extends HttpTests {
    private static final String QUESTION =
            "{\"text\": \"How much glycol does the Zephyr pump need?\", \"attachments\": [\"%s\"]}";

    @Test
    void anAnswerIsCitedFromTheFileThatCameWithTheQuestion() throws InterruptedException {
        var anna = newPerson();
        var id =
                attached(
                        anna,
                        "zephyr.md",
                        "# Zephyr\n\nFill the Zephyr pump with 40 ml of glycol.");
        var chat = Chat.open(anna, "parley/guide");
        var events = chat.events(chat.post(QUESTION.formatted(id)).expect(201).json());
        assertThat(Events.text(events)).contains("40 ml of glycol").contains("[1]");
        assertThat(
                        events.stream()
                                .filter(event -> event.type().equals("cited"))
                                .map(event -> event.data().path("documentId").asString()))
                .containsOnly(id);
    }

    @Test
    void aLongFileIsSearchedForWhatBearsOnTheQuestion() throws InterruptedException {
        var anna = newPerson();
        var book =
                IntStream.range(0, 400)
                        .mapToObj(
                                "Heron number %d stands on a quay and waits for fish.\n"::formatted)
                        .collect(Collectors.joining("\n"));
        var id = attached(anna, "book.txt", book + "\nThe Zephyr pump needs 40 ml of glycol.\n");
        var chat = Chat.open(anna, "parley/guide");
        var events = chat.events(chat.post(QUESTION.formatted(id)).expect(201).json());
        assertThat(Events.text(events)).contains("40 ml of glycol");
    }

    @Test
    void isInNoListAndNobodyElses() throws InterruptedException {
        var anna = newPerson();
        var id = attached(anna, "mine.txt", "The Zephyr pump needs 40 ml of glycol.");
        assertThat(anna.get("/api/v1/collections").json().path("items").valueStream())
                .noneMatch(item -> item.path("access").asString().equals("owner"));
        var ben = newPerson();
        ben.get("/api/v1/documents/" + id).expectProblem(404, "not-found");
        var foreign = Chat.open(ben, "parley/guide").post(QUESTION.formatted(id));
        foreign.expectProblem(404, "not-found");
        var missing = Chat.open(ben, "parley/guide").post(QUESTION.formatted(UUID.randomUUID()));
        missing.expectProblem(404, "not-found");
        assertThat(foreign.text("detail")).isEqualTo(missing.text("detail"));
    }

    @Test
    void aSentQuestionNamesItsFilesAlsoWhenOneIsGone() throws InterruptedException {
        var anna = newPerson();
        var id = attached(anna, "zephyr.txt", "The Zephyr pump needs 40 ml of glycol.");
        var chat = Chat.open(anna, "parley/guide");
        var asked = chat.post(QUESTION.formatted(id)).expect(201).json();
        chat.events(asked);
        chat.askAndWait("What is a collection?");

        var question = chat.message(asked.path("userMessageId").asString());
        assertThat(question.path("attachments").toString())
                .isEqualTo(
                        "[{\"documentId\":\"%s\",\"title\":\"zephyr\",\"state\":\"ready\"}]"
                                .formatted(id));
        assertThat(chat.messages().valueStream())
                .filteredOn(message -> !message.path("attachments").isEmpty())
                .hasSize(1);

        anna.delete("/api/v1/documents/" + id).expect(204);
        question = chat.message(asked.path("userMessageId").asString());
        assertThat(question.path("attachments").get(0).path("state").asString())
                .isEqualTo("deleted");
    }

    @Test
    void goesWithTheLastChatThatItCameWith() throws InterruptedException {
        var anna = newPerson();
        var alone = attached(anna, "alone.txt", "The Zephyr pump needs 40 ml of glycol.");
        var shared = attached(anna, "shared.txt", "The Boreas pump needs 50 ml of glycol.");
        var first = Chat.open(anna, "parley/guide");
        first.events(first.post(QUESTION.formatted(alone)).expect(201).json());
        first.events(first.post(QUESTION.formatted(shared)).expect(201).json());
        var second = Chat.open(anna, "parley/guide");
        second.events(second.post(QUESTION.formatted(shared)).expect(201).json());
        var library = Library.make(anna, "{\"name\": \"Stays\"}");
        var kept = library.addReady("kept.txt", "The Notus pump needs 60 ml of glycol.");
        first.events(first.post(QUESTION.formatted(kept)).expect(201).json());

        anna.delete("/api/v1/conversations/" + first.id()).expect(204);
        anna.get("/api/v1/documents/" + alone).expectProblem(404, "not-found");
        anna.get("/api/v1/documents/" + shared).expect(200);
        anna.get("/api/v1/documents/" + kept).expect(200);
        anna.delete("/api/v1/conversations/" + second.id()).expect(204);
        anna.get("/api/v1/documents/" + shared).expectProblem(404, "not-found");
    }

    @Test
    void whatCannotBeReadIsNotAskedAbout() throws InterruptedException {
        var anna = newPerson();
        var id = attach(anna, "bad.bin", new byte[] {0, 1, 2}).expect(201).text("id");
        Library.awaitEnd(anna, id);
        Chat.open(anna, "parley/guide").post(QUESTION.formatted(id)).expectProblem(409, "conflict");
    }

    private static String attached(Api api, String name, String text) throws InterruptedException {
        var id = attach(api, name, text.getBytes(StandardCharsets.UTF_8)).expect(201).text("id");
        assertThat(Library.awaitEnd(api, id).path("state").asString()).isEqualTo("ready");
        return id;
    }

    private static Reply attach(Api api, String name, byte[] content) {
        return Library.upload(api, "/api/v1/attachments", name, content);
    }
}
