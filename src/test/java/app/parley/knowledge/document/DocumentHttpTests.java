package app.parley.knowledge.document;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.Knowledge;
import app.parley.knowledge.index.HandbookCollection;
import app.parley.support.Awaiting;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a citation opens, and the Guide's answer that it is in, seen from outside. */
class DocumentHttpTests extends HttpTests {
    @Autowired private Knowledge knowledge;

    @BeforeEach
    void handbookIsThere() throws InterruptedException {
        Awaiting.until("the handbook can be searched", knowledge::isReady);
    }

    @Test
    void theGuideStreamsACitedAnswerWhoseCitationsOpen() {
        var chat = Chat.open(newPerson(), "parley/guide");
        var events = chat.events(chat.ask("How do I connect OpenAI?"));
        var answer = Events.text(events);
        assertThat(answer).contains("Settings > Models").contains("OPENAI_API_KEY").contains("[1]");
        assertThat(events.getLast().type()).isEqualTo("finished");
        assertThat(events.stream().filter(event -> event.type().equals("text-delta")))
                .hasSizeGreaterThan(5);

        var citations = events.stream().filter(event -> event.type().equals("cited")).toList();
        assertThat(citations).isNotEmpty();
        for (var cited : citations) {
            var data = cited.data();
            assertThat(answer).contains("[" + data.path("index").asInt() + "]");
            var document =
                    chat.api()
                            .get("/api/v1/documents/" + data.path("documentId").asString())
                            .expect(200)
                            .json();
            assertThat(document.path("title").asString()).isEqualTo(data.path("title").asString());
            assertThat(
                            document.path("text")
                                    .asString()
                                    .substring(
                                            data.path("start").asInt(), data.path("end").asInt()))
                    .isEqualTo(data.path("quote").asString());
        }
    }

    @Test
    void theGuideSaysWhenItFindsNothing() {
        var chat = Chat.open(newPerson(), "parley/guide");
        var events = chat.events(chat.ask("What is the capital of France?"));
        assertThat(Events.text(events))
                .startsWith("I found nothing about that.")
                .doesNotContain("Paris");
        assertThat(events).noneMatch(event -> event.type().equals("cited"));
    }

    @Test
    void aDocumentHasItsCollectionAndItsWholeText() {
        var document =
                newPerson()
                        .get("/api/v1/documents/" + HandbookCollection.documentId("models"))
                        .expect(200)
                        .json();
        assertThat(document.path("id").asString())
                .isEqualTo(HandbookCollection.documentId("models").toString());
        assertThat(document.path("title").asString()).isEqualTo("Connect a language model");
        assertThat(document.path("location").asString()).isEqualTo("handbook/models.md");
        assertThat(document.path("collection").path("name").asString()).isEqualTo("Handbook");
        assertThat(document.path("text").asString()).startsWith("# Connect a language model");
    }

    @Test
    void healthTellsThatTheHandbookCanBeSearched() {
        var health = anonymous().get("/health").expect(200).json();
        assertThat(health.path("checks").path("handbook").asString()).isEqualTo("up");
    }

    @Test
    void aDocumentThatIsNotThereIsNotFound() {
        newPerson().get("/api/v1/documents/" + UUID.randomUUID()).expectProblem(404, "not-found");
    }

    @Test
    void somebodyElsesDocumentLooksAsIfItWereNotThere() throws InterruptedException {
        var owner = newPerson();
        var library = Library.make(owner, "{\"name\": \"Notes\"}");
        var document = library.addReady("mine.md", "# Mine\n\nMy text.");
        var stranger = newPerson();
        for (var path : List.of("", "/passages", "/file")) {
            owner.get("/api/v1/documents/" + document + path).expect(200);
            var foreign = stranger.get("/api/v1/documents/" + document + path);
            foreign.expectProblem(404, "not-found");
            var missing = stranger.get("/api/v1/documents/" + UUID.randomUUID() + path);
            assertThat(foreign.text("detail")).isEqualTo(missing.text("detail"));
        }
        stranger.delete("/api/v1/documents/" + document).expectProblem(404, "not-found");
        stranger.post("/api/v1/documents/" + document + "/retry", "")
                .expectProblem(404, "not-found");
    }

    @Test
    void anIdThatIsNoneIsAClientsMistake() {
        assertThat(newPerson().get("/api/v1/documents/nonsense").status()).isBetween(400, 404);
    }

    @Test
    void nobodyReadsWithoutSigningIn() {
        anonymous()
                .get("/api/v1/documents/" + HandbookCollection.documentId("models"))
                .expectProblem(401, "unauthenticated");
    }
}
