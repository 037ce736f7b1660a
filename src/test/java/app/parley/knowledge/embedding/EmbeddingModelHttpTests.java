package app.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.Knowledge;
import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.EmbeddingStub;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class EmbeddingModelHttpTests extends HttpTests {
    private static final String MINILM = "all-minilm-l6-v2-q@256";

    @Autowired private Knowledge knowledge;
    private final EmbeddingStub stub = new EmbeddingStub();

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void thoseInsideParleyAndThoseOfProvidersAreListed() throws Exception {
        var model = provided("openai", "/v1", "text-embedding-stub");
        var list = newPerson().get("/api/v1/embedding-models").expect(200).json();
        assertThat(list.path("default").asString()).isEqualTo(MINILM);
        assertThat(list.path("items").valueStream().map(item -> item.path("id").asString()))
                .contains(MINILM, "bge-small-en-v1.5-q@512", model)
                .noneMatch(id -> id.contains("gpt-stub"));
        var local = list.path("items").get(0);
        assertThat(local.path("local").asBoolean()).isTrue();
        assertThat(local.path("dimensions").asInt()).isEqualTo(384);
    }

    @Test
    void anAdministratorChoosesForNewCollections() throws Exception {
        var model = provided("openai", "/v1", "text-embedding-stub");
        var settings = "/api/v1/admin/settings";
        admin().patch(settings, "{\"defaultEmbeddingModel\": \"openai/nothing-like-it\"}")
                .expect(422);
        admin().patch(settings, "{\"defaultEmbeddingModel\": \"%s\"}".formatted(model)).expect(200);
        try {
            var made = newPerson().post("/api/v1/collections", "{\"name\": \"Mine\"}").expect(201);
            assertThat(made.text("embeddingModel")).isEqualTo(model);
        } finally {
            admin().patch(settings, "{\"defaultEmbeddingModel\": null}").expect(200);
        }
        assertThat(admin().get(settings).json().path("defaultEmbeddingModel").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1, text-embedding-stub",
        "gemini, /v1beta, gemini-embedding-stub",
        "ollama, '', nomic-embed-text:latest"
    })
    void aProviderMakesTheVectorsOfACollection(String kind, String path, String name)
            throws Exception {
        var model = provided(kind, path, name);
        var library = library(newPerson(), model);
        stub.failNext(2);
        library.addReady("keys.md", "# Keys\n\nThe spare key hangs behind the blue door.");
        library.addReady("tea.md", "# Tea\n\nGreen tea wants water of eighty degrees.");
        var found = inspected(library, "where does the spare key hang?");
        assertThat(found.path("title").asString()).isEqualTo("Keys");
        assertThat(found.path("vector").path("rank").asInt()).isOne();
    }

    @Test
    void theOldVectorsServeUntilTheNewOnesAreThere() throws Exception {
        var model = provided("openai", "/v1", "text-embedding-stub");
        var anna = newPerson();
        var library = library(anna, MINILM);
        library.addReady("keys.md", "# Keys\n\nThe spare key hangs behind the blue door.");
        library.addReady("tea.md", "# Tea\n\nGreen tea wants water of eighty degrees.");
        // asks once what the model is like, which is not to wait
        library(anna, model).addReady("other.md", "# Other\n\nSomething else.");

        stub.hold(true);
        anna.patch(library.path(), "{\"embeddingModel\": \"%s\"}".formatted(model)).expect(200);
        var during = anna.get(library.path()).json();
        assertThat(during.path("embeddingModel").asString()).isEqualTo(MINILM);
        assertThat(during.path("reembedding").path("model").asString()).isEqualTo(model);
        assertThat(during.path("reembedding").path("total").asInt()).isEqualTo(2);
        assertThat(inspected(library, "where does the spare key hang?").path("vector").isNull())
                .isFalse();

        stub.hold(false);
        var after = await(library, item -> item.path("reembedding").isNull());
        assertThat(after.path("embeddingModel").asString()).isEqualTo(model);
        var found = inspected(library, "where does the spare key hang?");
        assertThat(found.path("title").asString()).isEqualTo("Keys");
        assertThat(found.path("vector").path("rank").asInt()).isOne();
    }

    @Test
    void takesTheChangeBack() throws Exception {
        var model = provided("openai", "/v1", "text-embedding-stub");
        var anna = newPerson();
        var library = library(anna, MINILM);
        library.addReady("keys.md", "# Keys\n\nThe spare key hangs behind the blue door.");
        stub.failNext(1_000);
        anna.patch(library.path(), "{\"embeddingModel\": \"%s\"}".formatted(model)).expect(200);
        assertThat(anna.get(library.path()).json().path("reembedding").isNull()).isFalse();
        anna.patch(library.path(), "{\"embeddingModel\": \"%s\"}".formatted(MINILM)).expect(200);
        var back = anna.get(library.path()).json();
        assertThat(back.path("reembedding").isNull()).isTrue();
        assertThat(back.path("embeddingModel").asString()).isEqualTo(MINILM);
        anna.patch(library.path(), "{\"embeddingModel\": \"nobody/has-it\"}").expect(422);
    }

    @Test
    void oneQuestionLooksIntoCollectionsOfDifferentModels() throws Exception {
        var model = provided("ollama", "", "nomic-embed-text:latest");
        var anna = newPerson();
        var here = library(anna, MINILM);
        var there = library(anna, model);
        here.addReady("keys.md", "# Keys\n\nThe spare key hangs behind the blue door.");
        there.addReady("door.md", "# Door\n\nThe blue door leads to the cellar, key and all.");
        there.addReady("tea.md", "# Tea\n\nGreen tea wants water of eighty degrees.");
        var found =
                knowledge.find(
                        UUID.fromString(anna.get("/api/v1/me").text("id")),
                        Set.of(UUID.fromString(here.id()), UUID.fromString(there.id())),
                        "Where does the spare key of the blue door hang?",
                        8);
        assertThat(found).extracting(FoundPassage::title).contains("Keys", "Door");
    }

    /** Whoever looks for something still finds it by its words. */
    @Test
    void aProviderThatIsAwayLeavesTheWords() throws Exception {
        var model = provided("openai", "/v1", "text-embedding-stub");
        var library = library(newPerson(), model);
        library.addReady("keys.md", "# Keys\n\nThe spare key hangs behind the blue door.");
        stub.makeLonger();
        assertThat(inspected(library, "spare key").path("vector").isNull()).isTrue();
        stub.close();
        var found = inspected(library, "spare key");
        assertThat(found.path("bm25").path("rank").asInt()).isOne();
        assertThat(found.path("vector").isNull()).isTrue();
    }

    /** Connects the stub as a provider; the id of its embedding model. */
    private String provided(String kind, String path, String name) {
        var added =
                admin().post(
                                "/api/v1/admin/providers",
                                "{\"kind\": \"%s\", \"name\": \"Stub %s\", \"baseUrl\": \"%s%s\", \"apiKey\": \"k\"}"
                                        .formatted(kind, UUID.randomUUID(), stub.address(), path))
                        .expect(201);
        var names = admin().get("/api/v1/models").json().path("items");
        var provider = added.text("name");
        return names.valueStream()
                .filter(item -> item.path("providerName").asString().equals(provider))
                .map(item -> item.path("id").asString())
                .filter(id -> id.endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    private static Library library(Api api, String model) {
        return Library.make(api, "{\"name\": \"A\", \"embeddingModel\": \"%s\"}".formatted(model));
    }

    private static JsonNode inspected(Library library, String query) {
        return library.api()
                .post(library.path() + "/inspect", "{\"query\": \"%s\"}".formatted(query))
                .expect(200)
                .json()
                .path("items")
                .get(0);
    }

    /** One collection goes over at a time, and another test's may wait for its provider. */
    private static JsonNode await(Library library, Predicate<JsonNode> wanted) {
        return Awaiting.until(
                "the collection has gone over",
                () -> library.api().get(library.path()).json(),
                wanted);
    }
}
