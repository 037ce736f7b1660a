package app.parley.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.config.SettingStore;
import app.parley.platform.db.Database;
import app.parley.platform.secret.SecretBoxes;
import app.parley.platform.task.VirtualTasks;
import app.parley.support.SettableClock;
import app.parley.support.TestDatabases;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** From a message to a mailbox, over everything that may happen between. */
class DeliveriesTests {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final ScriptedSmtp scripted = new ScriptedSmtp();
    private final GreenMail real =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Database database;
    private JdbcMailQueue queue;
    @TempDir private Path dataDir;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite();
        queue = new JdbcMailQueue(database);
        real.start();
    }

    @AfterEach
    void close() {
        real.stop();
        scripted.close();
        database.close();
    }

    @Test
    void aMessageReachesItsMailbox() throws Exception {
        var deliveries = deliveries(real.getSmtp().getPort());

        mailer(deliveries).send(message(Duration.ofHours(1)));

        assertThat(deliveries.deliverNext()).isTrue();
        assertThat(real.getReceivedMessages()[0].getSubject()).contains("Parley");
        assertThat(deliveries.deliverNext()).isFalse();
        assertThat(queue.counts().waiting()).isZero();
    }

    @Test
    void whatAnotherProcessWroteDownIsDeliveredByThisOne() {
        mailer(deliveries(real.getSmtp().getPort())).send(message(Duration.ofHours(1)));

        assertThat(deliveries(real.getSmtp().getPort()).deliverNext()).isTrue();

        assertThat(real.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aMessageOfATransactionThatFailsWasNeverSent() {
        var mailer = mailer(deliveries(real.getSmtp().getPort()));

        try {
            database.change(
                    sql -> {
                        mailer.send(message(Duration.ofHours(1)));
                        throw new IllegalStateException("something else went wrong");
                    });
        } catch (IllegalStateException expected) {
            // its message went with it
        }

        assertThat(queue.counts().waiting()).isZero();
    }

    @Test
    void aServerThatGreylistsGetsItLater() {
        scripted.answers("RCPT", "451 4.7.1 Greylisted");
        var deliveries = deliveries(scripted.port());
        mailer(deliveries).send(message(Duration.ofHours(1)));

        assertThat(deliveries.deliverNext()).isTrue();
        assertThat(deliveries.deliverNext()).as("not again at once").isFalse();
        assertThat(queue.counts().lastFailure()).contains("Greylisted");

        scripted.answers("RCPT", "250 now");
        clock.advance(Duration.ofSeconds(90));
        assertThat(deliveries.deliverNext()).isTrue();
        assertThat(queue.counts()).isEqualTo(new JdbcMailQueue.Counts(0, 0, null));
        assertThat(scripted.said()).contains("To: ada@example.org");
    }

    @Test
    void aRefusedMessageIsGivenUpAtOnce() {
        scripted.answers("RCPT", "550 5.1.1 No such mailbox");
        var deliveries = deliveries(scripted.port());
        mailer(deliveries).send(message(Duration.ofHours(1)));

        deliveries.deliverNext();

        assertThat(queue.counts().waiting()).isZero();
        assertThat(queue.counts().failed()).isEqualTo(1);
    }

    @Test
    void aLinkThatIsDeadIsNotDelivered() {
        scripted.answers("RCPT", "451 4.7.1 Greylisted");
        var deliveries = deliveries(scripted.port());
        mailer(deliveries).send(message(Duration.ofMinutes(15)));
        deliveries.deliverNext();
        scripted.answers("RCPT", "250 now");

        clock.advance(Duration.ofMinutes(16));
        deliveries.deliverNext();

        assertThat(queue.counts().failed()).isEqualTo(1);
        assertThat(scripted.said()).doesNotContain("DATA");
    }

    @Test
    void triesGetRarer() {
        assertThat(Deliveries.wait(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
        assertThat(Deliveries.wait(4)).isBetween(Duration.ofMinutes(8), Duration.ofMinutes(10));
        assertThat(Deliveries.wait(1000)).isBetween(Duration.ofHours(1), Duration.ofMinutes(72));
    }

    @Test
    void theDatabaseDoesNotTellWhatLettersSay() {
        mailer(deliveries(1)).send(message(Duration.ofHours(1)));

        var sealed = queue.take(java.util.UUID.randomUUID(), clock.instant(), clock.instant());

        assertThat(sealed.orElseThrow().sealed()).doesNotContain("ada@", "token");
    }

    @Test
    void withoutAServerLettersLieInTheOutbox() throws Exception {
        var deliveries = deliveries(0);
        mailer(deliveries).send(message(Duration.ofHours(1)));

        deliveries.deliverNext();

        try (var files = Files.list(dataDir.resolve("outbox"))) {
            var file = files.toList().getFirst();
            assertThat(Files.readString(file))
                    .contains("https://chat.example.org/verify-email#token=canary")
                    .contains("To: ada@example.org");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    private QueuedMailer mailer(Deliveries deliveries) {
        return new QueuedMailer(
                queue,
                new Templates(),
                SecretBoxes.forTests(),
                new JsonMapper(),
                deliveries,
                clock);
    }

    /**
     * @param port 0 for no server
     */
    private Deliveries deliveries(int port) {
        var environment =
                new MailProperties(
                        port == 0 ? "" : "127.0.0.1",
                        port,
                        TlsMode.NONE,
                        "",
                        "",
                        port == 0 ? "" : "parley@example.org");
        var settings =
                new MailSettings(
                        environment, new NoSettings(), SecretBoxes.forTests(), new JsonMapper());
        var parley = new ParleyProperties(ParleyProperties.Env.DEVELOPMENT, dataDir, null, "", "");
        return new Deliveries(
                queue,
                new MailTransports(settings, parley, clock),
                SecretBoxes.forTests(),
                new JsonMapper(),
                new VirtualTasks(),
                clock);
    }

    private static MailMessage message(Duration goodFor) {
        return new MailMessage(
                null,
                "ada@example.org",
                "verify-email",
                Map.of(
                        "name", "Ada",
                        "validity", "an hour",
                        "link", "https://chat.example.org/verify-email#token=canary"),
                goodFor);
    }

    private static final class NoSettings implements SettingStore {
        @Override
        public Optional<String> find(String name) {
            return Optional.empty();
        }

        @Override
        public void put(String name, @Nullable String value) {
            throw new UnsupportedOperationException();
        }
    }
}
