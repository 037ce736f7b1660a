package app.parley;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.bench.StubModelServer;
import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.TestDatabases;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;

/** The whole product on PostgreSQL: {@code DATABASE_URL} is all it takes. */
class PostgresqlServerTests {
    @Test
    void aPersonAsksAndTheAnswerIsStillThereAfterARestart(@TempDir Path data) {
        var database = TestDatabases.emptyPostgresqlUrl();
        try (var models = StubModelServer.start()) {
            String chatId;
            String answer;
            try (var server = start(database, data, models)) {
                var ann = api(server).register("ann", "quiet lantern over northern water");
                var chat = Chat.open(ann, "openai/echo");
                var accepted = chat.ask("Keep this.");
                answer = Events.text(chat.events(accepted));
                chatId = chat.id();
                assertThat(answer).contains("Keep this.");
                var cited = Chat.open(ann, "parley/guide").askAndWait("How do I connect OpenAI?");
                assertThat(cited.path("turnId").asString()).isNotBlank();
            }
            try (var server = start(database, data, models)) {
                var ann = api(server);
                ann.login("ann", "quiet lantern over northern water").expect(200);
                var items =
                        ann.get("/api/v1/conversations/" + chatId + "/messages")
                                .expect(200)
                                .json()
                                .path("items");
                assertThat(items).hasSize(2);
                assertThat(Chat.text(items.get(1))).isEqualTo(answer);
            }
        }
    }

    private static ConfigurableWebServerApplicationContext start(
            String database, Path data, StubModelServer models) {
        return (ConfigurableWebServerApplicationContext)
                new SpringApplication(Parley.class)
                        .run(
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--parley.database.url=" + database,
                                "--parley.data-dir=" + data,
                                "--parley.model.openai.base-url=" + models.url("/v1"),
                                "--parley.model.discover-ollama=false",
                                "--parley.guide.words-per-second=0");
    }

    private static Api api(ConfigurableWebServerApplicationContext server) {
        return new Api(
                URI.create("http://127.0.0.1:" + server.getWebServer().getPort()),
                HttpClient.newHttpClient());
    }
}
