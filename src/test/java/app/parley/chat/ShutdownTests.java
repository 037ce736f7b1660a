package app.parley.chat;

import static app.parley.support.Awaiting.eventually;
import static app.parley.support.Chat.text;
import static org.assertj.core.api.Assertions.assertThat;

import app.parley.Parley;
import app.parley.bench.StubModelServer;
import app.parley.support.Api;
import app.parley.support.Chat;
import app.parley.support.Events;
import app.parley.support.NoticeReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import tools.jackson.databind.JsonNode;

/** Rule 9 of the turn, with a whole server that is stopped and started again. */
class ShutdownTests {
    private static final String PASSWORD = "quiet lantern over northern water";
    private static final Duration DRAIN = Duration.ofSeconds(4);

    /** For what follows the draining, on a slow machine. */
    private static final Duration REST = Duration.ofMinutes(2);

    @Test
    void readersAreLetGoAtOnceAndTheAnswerIsKeptForContinuing(@TempDir Path data) throws Exception {
        try (var models = StubModelServer.start();
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            String chatId;
            String seen;
            try (var server = start(data, models)) {
                var ann = api(server).register("ann", PASSWORD);
                var chat = Chat.open(ann, "openai/paced:tokens=30000,interval=20");
                chatId = chat.id();
                var accepted = chat.ask("Speak for ten minutes.");
                var tab = new NoticeReader(ann);
                var reading = new CountDownLatch(1);
                var reader = others.submit(() -> read(ann, accepted, reading));
                assertThat(reading.await(2, TimeUnit.MINUTES)).isTrue();

                long begin = System.nanoTime();
                var stopping = others.submit(server::close);
                var events = reader.get();
                eventually(() -> assertThat(tab.types()).contains("reconnect"));
                assertThat(stopping).as("nobody waits for the answer").isNotDone();
                stopping.get();
                assertThat(since(begin)).isBetween(DRAIN, DRAIN.plus(REST));

                assertThat(events.getLast().type()).isEqualTo("reconnect");
                seen = Events.text(events);
            }
            try (var server = start(data, models)) {
                var ann = api(server);
                ann.login("ann", PASSWORD).expect(200);
                var answer =
                        ann.get("/api/v1/conversations/" + chatId + "/messages")
                                .expect(200)
                                .json()
                                .path("items")
                                .get(1);
                assertThat(answer.path("status").asString()).isEqualTo("interrupted");
                assertThat(text(answer))
                        .as("what was said while draining is kept too")
                        .startsWith(seen)
                        .hasSizeGreaterThan(seen.length());
            }
        }
    }

    /** Reads the stream to its end, and tells when the first words have come. */
    private static List<Events.Event> read(Api ann, JsonNode accepted, CountDownLatch reading)
            throws IOException, InterruptedException {
        var request =
                ann.request("/api/v1/turns/" + accepted.path("turnId").asString() + "/events")
                        .timeout(Duration.ofMinutes(5))
                        .GET()
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
            return Events.read(lines)
                    .peek(
                            event -> {
                                if (event.type().equals("text-delta")) {
                                    reading.countDown();
                                }
                            })
                    .toList();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static ConfigurableWebServerApplicationContext start(
            Path data, StubModelServer models) {
        return (ConfigurableWebServerApplicationContext)
                new SpringApplication(Parley.class)
                        .run(
                                "--server.address=127.0.0.1",
                                "--server.port=0",
                                "--parley.env-file=",
                                "--parley.database.url=",
                                "--parley.data-dir=" + data,
                                "--parley.chat.drain=" + DRAIN.toMillis() + "ms",
                                "--parley.model.openai.base-url=" + models.url("/v1"),
                                "--parley.model.discover-ollama=false");
    }

    private static Api api(ConfigurableWebServerApplicationContext server) {
        return new Api(
                URI.create("http://127.0.0.1:" + server.getWebServer().getPort()),
                HttpClient.newHttpClient());
    }
}
