package app.parley.knowledge.pinecone;

import static app.parley.support.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.Parley;
import app.parley.platform.config.BadSettings;
import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.Library;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole product with its vectors at Pinecone: two settings are all it takes. */
class PineconeServerTests {
    @Test
    void documentsAreFoundByMeaningAndDeletedThereToo(@TempDir Path data) throws Exception {
        try (var pinecone = new PineconeStub();
                var server = start(data, pinecone, PineconeStub.KEY)) {
            var ann =
                    new Api(
                                    URI.create(
                                            "http://127.0.0.1:" + server.getWebServer().getPort()),
                                    HttpClient.newHttpClient())
                            .register("ann", "quiet lantern over northern water");
            var library = Library.make(ann, "{\"name\": \"Mine\"}");
            var id = library.addReady("keys.md", "# Keys\n\nThe spare key hangs by the door.");
            var found = await(library, false);
            assertThat(found.path("bm25").path("rank").asInt()).isOne();
            assertThat(found.path("vector").path("rank").asInt()).isOne();
            assertThat(pinecone.everything()).contains(id).doesNotContain("spare");

            ann.delete("/api/v1/documents/" + id).expect(204);
            await(library, true);
            eventually(() -> assertThat(pinecone.everything()).doesNotContain(id));
        }
    }

    @Test
    void aMissingKeyIsToldInASentence(@TempDir Path data) throws Exception {
        try (var pinecone = new PineconeStub()) {
            assertThatThrownBy(() -> start(data, pinecone, "").close())
                    .rootCause()
                    .isInstanceOf(BadSettings.class)
                    .hasMessageContaining("PINECONE_API_KEY");
        }
    }

    /** What Pinecone holds follows a moment later. */
    private static JsonNode await(Library library, boolean gone) {
        return Awaiting.until(
                        "the search has come to see it",
                        () ->
                                library.api()
                                        .post(
                                                library.path() + "/inspect",
                                                "{\"query\": \"spare key\"}")
                                        .expect(200)
                                        .json()
                                        .path("items"),
                        items ->
                                items.isEmpty() == gone
                                        && (gone || !items.get(0).path("vector").isNull()))
                .path(0);
    }

    private static ConfigurableWebServerApplicationContext start(
            Path data, PineconeStub pinecone, String key) {
        return (ConfigurableWebServerApplicationContext)
                new SpringApplication(Parley.class)
                        .run(
                                "--parley.env-file=",
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--parley.database.url=",
                                "--parley.data-dir=" + data,
                                "--parley.model.discover-ollama=false",
                                "--parley.knowledge.index.kind=pinecone",
                                "--parley.knowledge.index.pinecone.api-key=" + key,
                                "--parley.knowledge.index.pinecone.base-url=" + pinecone.address());
    }
}
