package app.parley.knowledge.pinecone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.index.IndexUnavailableException;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.PassageIndexContract;
import app.parley.knowledge.index.SplitPassageIndex;
import app.parley.knowledge.lucene.LucenePassageIndex;
import app.parley.platform.db.Database;
import app.parley.platform.outbound.ServiceHttp;
import app.parley.support.SettableClock;
import app.parley.support.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches see what is written only after a while, here as there. */
class PineconeIndexTests extends PassageIndexContract {
    private final PineconeStub pinecone = stub();
    private final Database database = TestDatabases.sqlite();
    private final ServiceHttp http =
            new ServiceHttp(Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20);
    @TempDir private Path folder;
    private int opened;

    private static PineconeStub stub() {
        try {
            var stub = new PineconeStub();
            stub.lag(30);
            return stub;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    protected PassageIndex open() {
        return open(PineconeStub.KEY, Clock.systemUTC());
    }

    private PassageIndex open(String key, Clock clock) {
        return new SplitPassageIndex(
                LucenePassageIndex.ofWords(folder.resolve("words" + opened++)),
                vectors(key, clock));
    }

    private PineconeVectorIndex vectors(String key, Clock clock) {
        var settings =
                new PineconeProperties(key, pinecone.address(), "parley", "aws", "us-east-1");
        return new PineconeVectorIndex(
                new PineconeIndexes(new PineconeClient(http, key, Duration.ofMillis(1)), settings),
                new JdbcNamespaceStore(database, clock));
    }

    @AfterEach
    void close() {
        http.close();
        pinecone.close();
        database.close();
    }

    @Test
    void goesOnThroughEverythingThatPasses() {
        var index = open();
        pinecone.trouble("429", "429", "503", "500", "half", "cut");
        var passages = IntStream.range(0, 450).mapToObj(i -> passage("text " + i)).toList();
        pinecone.lag(300);
        index.replace(MINE, "1", passages);
        assertThat(pinecone.vectors()).isEqualTo(450);
        pinecone.trouble("503", "cut", "429");
        assertThat(index.byMeaning(Set.of(MINE), vector(), 450)).hasSize(450);
    }

    @Test
    void aDocumentOfManyPassagesIsDeletedWhole() {
        var index = open();
        var document = UUID.randomUUID();
        var passages =
                IntStream.range(0, 250)
                        .mapToObj(
                                i ->
                                        new IndexedPassage(
                                                UUID.randomUUID(), document, "text", vector()))
                        .toList();
        index.replace(MINE, "1", passages);
        pinecone.trouble("500", "429");
        index.update(MINE, "2", Set.of(document), List.of());
        assertThat(pinecone.vectors()).isZero();
        assertThat(index.byMeaning(Set.of(MINE), vector(), 5)).isEmpty();
    }

    @Test
    void noTextGoesThereAndNothingStays() {
        var index = open();
        var canary = passage("The word is canaryqx.");
        index.replace(MINE, "1", List.of(canary));
        assertThat(pinecone.everything())
                .contains(canary.id().toString())
                .doesNotContain("canaryqx");
        index.replace(MINE, "2", List.of(canary));
        assertThat(pinecone.vectors()).isOne();
        index.remove(MINE);
        assertThat(pinecone.everything()).isEmpty();
    }

    @Test
    void whatADeadProcessHasLeftBehindIsDeleted() {
        var clock = new SettableClock(Instant.now());
        var index = open(PineconeStub.KEY, clock);
        Iterable<IndexedPassage> dying =
                () ->
                        IntStream.iterate(0, i -> i + 1)
                                .mapToObj(
                                        i -> {
                                            if (i == 900) {
                                                throw new IllegalStateException("dead");
                                            }
                                            return passage("text");
                                        })
                                .iterator();
        assertThatThrownBy(() -> index.vectors().replace(MINE, "1", dying))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pinecone.vectors()).isPositive();
        index.expunge();
        assertThat(pinecone.vectors()).isPositive();
        clock.advance(Duration.ofMinutes(6));
        index.expunge();
        assertThat(pinecone.vectors()).isZero();
    }

    @Test
    void twoProcessesShareWhatIsThere() {
        var one = open();
        var other = open();
        one.replace(MINE, "1", List.of(passage("words")));
        assertThat(other.vectors().revision(MINE)).contains("1");
        assertThat(other.byMeaning(Set.of(MINE), vector(), 5)).hasSize(1);
    }

    @Test
    void oneProcessAtATimeFillsACollection() {
        var one = vectors(PineconeStub.KEY, Clock.systemUTC());
        var other = vectors(PineconeStub.KEY, Clock.systemUTC());
        Iterable<IndexedPassage> meanwhile =
                () -> {
                    other.replace(MINE, "1", List.of(passage("other")));
                    return List.of(passage("one")).iterator();
                };
        one.replace(MINE, "1", meanwhile);
        assertThat(pinecone.vectors()).isOne();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(
                        () ->
                                open("wrong", Clock.systemUTC())
                                        .replace(MINE, "1", List.of(passage("words"))))
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining("PINECONE_API_KEY")
                .hasMessageNotContaining("wrong");
        pinecone.trouble("500", "500", "500", "500", "500", "500");
        assertThatThrownBy(() -> open().replace(MINE, "1", List.of(passage("words"))))
                .isInstanceOf(IndexUnavailableException.class);
    }
}
