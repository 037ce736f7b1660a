package app.parley.knowledge.collection;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.index.HandbookCollection;
import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.NoticeReader;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Collections as their owner, those they are shared with and strangers see them. */
class CollectionHttpTests extends HttpTests {
    @Test
    void aNewCollectionIsItsMakersAlone() {
        var anna = newPerson();
        var made = create(anna, "{\"name\": \" Reports \", \"description\": \"of the year\"}");
        assertThat(made.path("name").asString()).isEqualTo("Reports");
        assertThat(made.path("description").asString()).isEqualTo("of the year");
        assertThat(made.path("access").asString()).isEqualTo("owner");
        assertThat(made.path("everyone").asString()).isEqualTo("none");
        assertThat(made.path("builtIn").asBoolean()).isFalse();
        assertThat(made.path("passageTokens").asInt()).isEqualTo(200);
        var longer = "{\"name\": \"Longer\", \"embeddingModel\": \"bge-small-en-v1.5-q@512\"}";
        var read = newPerson().post("/api/v1/collections", longer).expect(201).json();
        assertThat(read.path("passageTokens").asInt()).isEqualTo(400);
        assertThat(made.path("documentCount").asInt()).isZero();
        assertThat(made.path("embeddingModel").asString()).isNotBlank();

        var path = path(made);
        assertThat(anna.get(path).expect(200).json()).isEqualTo(made);
        assertThat(ids(anna)).contains(made.path("id").asString());

        var stranger = newPerson();
        assertThat(ids(stranger)).doesNotContain(made.path("id").asString());
        var foreign = stranger.get(path).expectProblem(404, "not-found");
        var missing =
                stranger.get("/api/v1/collections/" + UUID.randomUUID())
                        .expectProblem(404, "not-found");
        assertThat(foreign.text("detail")).isEqualTo(missing.text("detail"));
        stranger.patch(path, "{\"name\": \"mine\"}").expectProblem(404, "not-found");
        stranger.delete(path).expectProblem(404, "not-found");
        stranger.get(path + "/people").expectProblem(404, "not-found");
        stranger.put(path + "/people/" + stranger.username(), "{\"access\": \"write\"}")
                .expectProblem(404, "not-found");
    }

    @Test
    void theHandbookIsReadByAllAndChangedByNobody() {
        var handbook = "/api/v1/collections/" + HandbookCollection.ID;
        var person = newPerson();
        var found = person.get(handbook).expect(200).json();
        assertThat(found.path("builtIn").asBoolean()).isTrue();
        assertThat(found.path("access").asString()).isEqualTo("read");
        assertThat(found.path("documentCount").asInt()).isPositive();
        assertThat(found.path("passageCount").asInt()).isPositive();
        assertThat(ids(person)).contains(HandbookCollection.ID.toString());
        for (var api : new Api[] {person, admin()}) {
            api.patch(handbook, "{\"name\": \"mine\"}").expectProblem(403, "forbidden");
            api.delete(handbook).expectProblem(403, "forbidden");
        }
    }

    @Test
    void isSharedWithSomebodyAndTakenBack() {
        var anna = newPerson();
        var ben = newPerson();
        var made = create(anna, "{\"name\": \"Shared\"}");
        var path = path(made);
        var member = path + "/people/" + ben.username();

        var shared = anna.put(member, "{\"access\": \"read\"}").expect(200).json();
        assertThat(shared.path("userId").asString()).isEqualTo(ben.userId().toString());
        assertThat(shared.path("access").asString()).isEqualTo("read");
        assertThat(ben.get(path).expect(200).text("access")).isEqualTo("read");
        ben.patch(path, "{\"name\": \"mine\"}").expectProblem(403, "forbidden");
        ben.delete(path).expectProblem(403, "forbidden");
        ben.get(path + "/people").expectProblem(403, "forbidden");
        ben.put(member, "{\"access\": \"write\"}").expectProblem(403, "forbidden");

        anna.put(member, "{\"access\": \"write\"}").expect(200);
        assertThat(ben.get(path).expect(200).text("access")).isEqualTo("write");
        ben.patch(path, "{\"everyone\": \"write\"}").expectProblem(403, "forbidden");
        assertThat(anna.get(path + "/people").expect(200).json().path("items")).hasSize(1);

        anna.delete(member).expect(204);
        anna.delete(member).expectProblem(404, "not-found");
        ben.get(path).expectProblem(404, "not-found");
    }

    @Test
    void isSharedWithEveryone() {
        var anna = newPerson();
        var made = create(anna, "{\"name\": \"For all\", \"everyone\": \"read\"}");
        var ben = newPerson();
        assertThat(ben.get(path(made)).expect(200).text("access")).isEqualTo("read");
        assertThat(ids(ben)).contains(made.path("id").asString());
        anna.patch(path(made), "{\"everyone\": \"none\"}").expect(200);
        ben.get(path(made)).expectProblem(404, "not-found");
    }

    @Test
    void onlyAnAdministratorMakesItEveryonesDefault() {
        var anna = newPerson();
        var made = create(anna, "{\"name\": \"Basics\", \"everyone\": \"read\"}");
        var chosen = "{\"defaultForEveryone\": true}";
        anna.patch(path(made), chosen).expectProblem(403, "forbidden");
        var changed = admin().patch(path(made), chosen).expect(200).json();
        assertThat(changed.path("defaultForEveryone").asBoolean()).isTrue();
        assertThat(changed.path("name").asString()).isEqualTo("Basics");
        admin().patch(path(made), "{\"name\": \"Taken\"}").expectProblem(403, "forbidden");
        admin().patch(path(made), "{\"defaultForEveryone\": false}").expect(200);

        var secret = create(anna, "{\"name\": \"Secret\"}");
        admin().patch(path(secret), chosen).expectProblem(404, "not-found");
    }

    @Test
    void aSettingThatCannotBeIsRefusedWithASentence() {
        var anna = newPerson();
        for (var wrong :
                new String[] {
                    "{\"name\": \"  \"}",
                    "{\"name\": \"" + "n".repeat(201) + "\"}",
                    "{\"name\": \"x\", \"passageTokens\": 5}",
                    "{\"name\": \"x\", \"passageTokens\": 100000}",
                    "{\"name\": \"x\", \"overlapTokens\": -1}",
                    "{\"name\": \"x\", \"overlapTokens\": 150}",
                    "{\"name\": \"x\", \"everyone\": \"all\"}",
                    "{\"name\": \"x\", \"defaultForEveryone\": true}",
                    "{}"
                }) {
            var reply = anna.post("/api/v1/collections", wrong);
            assertThat(reply.status()).as(wrong).isEqualTo(400);
            assertThat(reply.text("detail")).as(wrong).isNotBlank();
        }
        var made = create(anna, "{\"name\": \"x\"}");
        anna.patch(path(made), "{\"name\": \"\"}").expectProblem(400, "invalid-request");
        anna.put(path(made) + "/people/" + anna.username(), "{\"access\": \"read\"}")
                .expectProblem(400, "invalid-request");
        anna.put(path(made) + "/people/nobody-at-all", "{\"access\": \"read\"}")
                .expectProblem(404, "not-found");
    }

    @Test
    void thoseWhoMayReadItAreToldOfIt() throws InterruptedException {
        var anna = newPerson();
        var ben = newPerson();
        var stranger = newPerson();
        var made = create(anna, "{\"name\": \"Told\"}");
        try (var annas = new NoticeReader(anna);
                var bens = new NoticeReader(ben);
                var strangers = new NoticeReader(stranger)) {
            var member = path(made) + "/people/" + ben.username();
            anna.put(member, "{\"access\": \"read\"}").expect(200);
            anna.delete(member).expect(204);
            anna.patch(path(made), "{\"name\": \"Told again\"}").expect(200);
            anna.delete(path(made)).expect(204);
            awaitNotices(annas, 4);
            awaitNotices(bens, 2);
            assertThat(annas.first("collection-changed").data().path("collectionId"))
                    .isEqualTo(made.path("id"));
            assertThat(bens.all("collection-changed")).hasSize(2);
            assertThat(strangers.all("collection-changed")).isEmpty();
        }
    }

    private static void awaitNotices(NoticeReader reader, int count) {
        eventually(() -> assertThat(reader.all("collection-changed")).hasSize(count));
    }

    @Test
    void isDeletedByItsOwner() {
        var anna = newPerson();
        var made = create(anna, "{\"name\": \"Gone soon\"}");
        anna.delete(path(made)).expect(204);
        anna.get(path(made)).expectProblem(404, "not-found");
        anna.delete(path(made)).expectProblem(404, "not-found");
    }

    @Test
    void listsPageByPage() {
        var anna = newPerson();
        for (int i = 0; i < 3; i++) {
            create(anna, "{\"name\": \"Number " + i + "\"}");
        }
        var first = anna.get("/api/v1/collections?limit=2").expect(200).json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(first.path("items").get(0).path("name").asString()).isEqualTo("Number 2");
        var second =
                anna.get(
                                "/api/v1/collections?limit=2&cursor="
                                        + first.path("nextCursor").asString())
                        .expect(200)
                        .json();
        assertThat(second.path("items").get(0).path("name").asString()).isEqualTo("Number 0");
        anna.get("/api/v1/collections?cursor=nonsense").expectProblem(400, "invalid-request");
    }

    @Test
    void aChatKeepsItsOwnChoice() {
        var anna = newPerson();
        var made = create(anna, "{\"name\": \"For this chat\"}").path("id").asString();
        var chat = Chat.open(anna, "openai/echo");
        var path = "/api/v1/conversations/" + chat.id();
        assertThat(anna.get(path).expect(200).json().path("collections")).isEmpty();
        var changed =
                anna.patch(path, "{\"collections\": [\"%s\", \"%s\"]}".formatted(made, made))
                        .expect(200)
                        .json();
        assertThat(changed.path("collections")).hasSize(1);
        assertThat(anna.get(path).expect(200).json().path("collections").get(0).asString())
                .isEqualTo(made);
        chat.askAndWait("Does the choice outlive a turn?");
        assertThat(anna.get(path).expect(200).json().path("collections")).hasSize(1);
        anna.patch(path, "{\"collections\": []}").expect(200);
        assertThat(anna.get(path).expect(200).json().path("collections")).isEmpty();
        anna.patch(path, "{\"collections\": [null]}").expectProblem(400, "invalid-request");
    }

    private static JsonNode create(Api api, String json) {
        return api.post("/api/v1/collections", json).expect(201).json();
    }

    private static String path(JsonNode collection) {
        return "/api/v1/collections/" + collection.path("id").asString();
    }

    private static List<String> ids(Api api) {
        return api.get("/api/v1/collections?limit=200")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }
}
