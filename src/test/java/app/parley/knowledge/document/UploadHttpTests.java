package app.parley.knowledge.document;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.NoticeReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From a file to a cited answer, seen from outside. */
class UploadHttpTests extends HttpTests {
    private static final String MANUAL =
            """
            # The Zephyr pump

            ## Priming

            Fill the chamber of the Zephyr pump with 40 ml of glycol before the first start.

            ## Service

            Replace the membrane after 900 hours.
            """;

    @Test
    void aFileBecomesADocumentThatAnswersAreCitedFrom() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Manuals\"}");
        var added = library.upload("zephyr.md", MANUAL).expect(201).json();
        assertThat(added.path("title").asString()).isEqualTo("zephyr");
        assertThat(added.path("mediaType").asString()).isEqualTo("text/markdown");
        assertThat(added.path("size").asInt()).isEqualTo(MANUAL.length());

        var ready = library.awaitEnd(added.path("id").asString());
        assertThat(ready.path("state").asString()).isEqualTo("ready");
        assertThat(ready.path("title").asString()).isEqualTo("The Zephyr pump");
        assertThat(ready.path("text").asString()).isEqualTo(MANUAL);
        assertThat(ready.path("passages").asInt()).isEqualTo(2);
        assertThat(ready.path("tokens").asInt()).isPositive();
        assertThat(ready.path("progress").isNull()).isTrue();
        var collection = anna.get(library.path()).expect(200).json();
        assertThat(collection.path("documentCount").asInt()).isEqualTo(1);
        assertThat(collection.path("passageCount").asInt()).isEqualTo(2);
        assertThat(collection.path("pendingCount").asInt()).isZero();

        var chat = Chat.open(anna, "parley/guide");
        var asked =
                chat.post(
                                "{\"text\": \"How much glycol does the Zephyr pump need?\", \"collections\": [\"%s\"]}"
                                        .formatted(library.id()))
                        .expect(201)
                        .json();
        var events = chat.events(asked);
        assertThat(Events.text(events)).contains("40 ml of glycol").contains("[1]");
        var cited =
                events.stream()
                        .filter(event -> event.type().equals("cited"))
                        .findFirst()
                        .orElseThrow()
                        .data();
        assertThat(cited.path("documentId")).isEqualTo(added.path("id"));
        assertThat(MANUAL.substring(cited.path("start").asInt(), cited.path("end").asInt()))
                .isEqualTo(cited.path("quote").asString());
    }

    @Test
    void passagesAreTheTextToTheLetter() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Long\", \"passageTokens\": 60}");
        var text =
                IntStream.range(0, 120)
                        .mapToObj(i -> "Sentence number %d is about naïve 😀 things.".formatted(i))
                        .collect(Collectors.joining(" "));
        var id = library.addReady("long.txt", text);
        var path = "/api/v1/documents/" + id + "/passages";
        var first = anna.get(path + "?limit=3").expect(200).json();
        assertThat(first.path("items")).hasSize(3);
        int seen = 0;
        for (String cursor = ""; cursor != null; ) {
            var page = anna.get(path + "?limit=7" + cursor).expect(200).json();
            for (var passage : page.path("items")) {
                assertThat(passage.path("ordinal").asInt()).isEqualTo(seen++);
                assertThat(
                                text.substring(
                                        passage.path("start").asInt(), passage.path("end").asInt()))
                        .isEqualTo(passage.path("text").asString());
                assertThat(passage.path("tokens").asInt()).isBetween(3, 130);
            }
            var next = page.path("nextCursor");
            cursor = next.isNull() ? null : "&cursor=" + next.asString();
        }
        assertThat(anna.get("/api/v1/documents/" + id).json().path("passages").asInt())
                .isEqualTo(seen)
                .isGreaterThan(8);
    }

    @Test
    void theSameBytesAreThereOnce() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Twice\"}");
        var id = library.addReady("one.txt", "The same text.");
        var again = library.upload("two.txt", "The same text.").expect(200).json();
        assertThat(again.path("id").asString()).isEqualTo(id);
        assertThat(again.path("location").asString()).isEqualTo("one.txt");
        assertThat(anna.get(library.path() + "/documents").json().path("items")).hasSize(1);
        var other = Library.make(anna, "{\"name\": \"Elsewhere\"}");
        assertThat(other.upload("one.txt", "The same text.").expect(201).text("id"))
                .isNotEqualTo(id);
    }

    @Test
    void theOriginalIsGivenBackToBeSavedAndNothingElse() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Originals\"}");
        var content = "<script>alert(1)</script> as text\r\nwith Windows lines";
        var id = library.addReady("../../etc/Müller \u0007report.txt", content);
        var reply = anna.get("/api/v1/documents/" + id + "/file").expect(200);
        assertThat(reply.body()).isEqualTo(content);
        assertThat(reply.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(reply.header("content-disposition"))
                .startsWith("attachment")
                .contains("M%C3%BCller%20report.txt")
                .doesNotContain("etc");
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(reply.header("content-security-policy")).contains("sandbox");
        var document = anna.get("/api/v1/documents/" + id).json();
        assertThat(document.path("location").asString()).isEqualTo("Müller report.txt");
        assertThat(document.path("text").asString()).doesNotContain("\r");
    }

    @Test
    void textIsReadInWhateverEncodingItComes() throws InterruptedException {
        var library = Library.make(newPerson(), "{\"name\": \"Encodings\"}");
        var text = "Grüße aus Köln, naïve Gemüter.";
        for (var charset :
                new Charset[] {
                    StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252")
                }) {
            var id = library.addReady(charset + ".txt", text.getBytes(charset));
            assertThat(library.awaitEnd(id).path("text").asString()).isEqualTo(text);
        }
    }

    @Test
    void whatCannotBeReadFailsWithASentenceAndCanBeTriedAgain() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Bad\"}");
        var binary = library.upload("really.txt", new byte[] {1, 2, 0, 3}).expect(201).text("id");
        var failed = library.awaitEnd(binary);
        assertThat(failed.path("state").asString()).isEqualTo("failed");
        assertThat(failed.path("error").path("code").asString()).isEqualTo("unsupported-type");
        assertThat(failed.path("error").path("message").asString()).endsWith(".");
        assertThat(anna.get(library.path()).json().path("failedCount").asInt()).isEqualTo(1);

        var empty = library.upload("empty.txt", "").expect(201).text("id");
        assertThat(library.awaitEnd(empty).path("error").path("code").asString())
                .isEqualTo("empty");

        anna.post("/api/v1/documents/" + binary + "/retry", "").expect(202);
        assertThat(library.awaitEnd(binary).path("state").asString()).isEqualTo("failed");
        var good = library.addReady("good.txt", "Good text.");
        anna.post("/api/v1/documents/" + good + "/retry", "").expectProblem(409, "conflict");
    }

    @Test
    void readersReadAndWritersWrite() throws InterruptedException {
        var anna = newPerson();
        var ben = newPerson();
        var library = Library.make(anna, "{\"name\": \"Ours\"}");
        var id = library.addReady("annas.txt", "Anna wrote this.");
        var bens = library.as(ben);
        bens.upload("bens.txt", "Ben wrote this.").expectProblem(404, "not-found");

        anna.put(library.path() + "/people/" + ben.username(), "{\"access\": \"read\"}")
                .expect(200);
        ben.get("/api/v1/documents/" + id).expect(200);
        bens.upload("bens.txt", "Ben wrote this.").expectProblem(403, "forbidden");
        ben.delete("/api/v1/documents/" + id).expectProblem(403, "forbidden");

        anna.put(library.path() + "/people/" + ben.username(), "{\"access\": \"write\"}")
                .expect(200);
        var added = bens.upload("bens.txt", "Ben wrote this.").expect(201).text("id");
        library.awaitEnd(added);
        ben.delete("/api/v1/documents/" + id).expect(204);
        anna.get("/api/v1/documents/" + id).expectProblem(404, "not-found");
    }

    @Test
    void onlyWhoMayReadItIsAnsweredFromIt() throws InterruptedException {
        var anna = newPerson();
        var ben = newPerson();
        var library = Library.make(anna, "{\"name\": \"Secret\"}");
        library.addReady("secret.md", "# Plans\n\nThe heron lands at the quay at midnight.");
        var chat = Chat.open(ben, "parley/guide");
        var question =
                "{\"text\": \"When does the heron land at the quay?\", \"collections\": [\"%s\"]}"
                        .formatted(library.id());
        assertThat(Events.text(chat.events(chat.post(question).expect(201).json())))
                .doesNotContain("midnight");

        anna.put(library.path() + "/people/" + ben.username(), "{\"access\": \"read\"}")
                .expect(200);
        assertThat(Events.text(chat.events(chat.post(question).expect(201).json())))
                .contains("midnight");

        anna.delete(library.path() + "/people/" + ben.username()).expect(204);
        assertThat(Events.text(chat.events(chat.post(question).expect(201).json())))
                .doesNotContain("midnight");
    }

    @Test
    void whatIsDeletedIsFoundNoMore() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Short lived\"}");
        var id = library.addReady("note.md", "# Note\n\nThe code of the gate is walnut.");
        anna.delete("/api/v1/documents/" + id).expect(204);
        anna.delete("/api/v1/documents/" + id).expectProblem(404, "not-found");
        var chat = Chat.open(anna, "parley/guide");
        var asked =
                chat.post(
                                "{\"text\": \"What is the code of the gate?\", \"collections\": [\"%s\"]}"
                                        .formatted(library.id()))
                        .expect(201)
                        .json();
        assertThat(Events.text(chat.events(asked))).doesNotContain("walnut");
        assertThat(anna.get(library.path()).json().path("documentCount").asInt()).isZero();
    }

    @Test
    void theListIsSearchedAndPaged() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Many\"}");
        for (var name : new String[] {"alpha.txt", "beta_1.txt", "betaX1.txt"}) {
            library.addReady(name, "This is " + name);
        }
        var list = library.path() + "/documents";
        var first = anna.get(list + "?limit=2").expect(200).json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(first.path("items").get(0).path("title").asString()).isEqualTo("betaX1");
        assertThat(
                        anna.get(list + "?limit=2&cursor=" + first.path("nextCursor").asString())
                                .json()
                                .path("items"))
                .hasSize(1);
        assertThat(anna.get(list + "?q=BETA_").json().path("items")).hasSize(1);
        assertThat(anna.get(list + "?state=ready").json().path("items")).hasSize(3);
        assertThat(anna.get(list + "?state=failed").json().path("items")).isEmpty();
        anna.get(list + "?state=nonsense").expectProblem(400, "invalid-request");
        newPerson().get(list).expectProblem(404, "not-found");
    }

    @Test
    void thoseWhoMayReadItSeeItComeAlong() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Watched\"}");
        try (var notices = new NoticeReader(anna);
                var strangers = new NoticeReader(newPerson())) {
            var id = library.addReady("watched.txt", "Somebody watches this text. ".repeat(900));
            // Who took the file and who reads it tell of it side by side: in no certain order.
            eventually(() -> assertThat(states(notices)).contains("queued", "embedding", "ready"));
            assertThat(notices.all("document-changed"))
                    .extracting(event -> event.data().path("documentId").asString())
                    .containsOnly(id);
            assertThat(strangers.all("document-changed")).isEmpty();
        }
    }

    private static List<String> states(NoticeReader reader) {
        return reader.all("document-changed").stream()
                .map(event -> event.data().path("state").asString())
                .toList();
    }

    @Test
    void whatIsNoUploadIsRefused() {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Strict\"}");
        var path = library.path() + "/documents";
        anna.post(path, "{}").expectProblem(415, "unsupported-media-type");
        for (var body :
                new String[] {
                    "",
                    "nonsense",
                    "--b\r\nContent-Disposition: form-data; name=\"other\"; filename=\"x\"\r\n\r\nx\r\n--b--\r\n",
                    "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--\r\n",
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\ncut o"
                }) {
            var reply =
                    anna.send(
                            anna.request(path)
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(BodyPublishers.ofString(body)));
            assertThat(reply.status()).as(body).isEqualTo(400);
            reply.expectProblem(400, "invalid-request");
        }
        anna.send(
                        anna.request(path)
                                .header("Content-Type", "multipart/form-data")
                                .POST(BodyPublishers.ofString("x")))
                .expectProblem(400, "invalid-request");
        assertThat(anna.get(path).json().path("items")).isEmpty();
        Library.upload(
                        anna,
                        "/api/v1/collections/" + UUID.randomUUID() + "/documents",
                        "x",
                        new byte[1])
                .expectProblem(404, "not-found");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAndLeavesNothing() {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Small\"}");
        library.upload("big.txt", new byte[53_000_000]).expectProblem(413, "too-large");
        assertThat(anna.get(library.path() + "/documents").json().path("items")).isEmpty();
    }
}
