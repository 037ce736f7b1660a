package app.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.embedding.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every passage index promises. */
public abstract class PassageIndexContract {
    protected static final String MODEL = "model@256";
    protected static final int DIMENSIONS = 384;

    protected static final UUID MINE = UUID.randomUUID();
    protected static final UUID THEIRS = UUID.randomUUID();

    private final Random random = new Random(7);
    private PassageIndex index;

    protected abstract PassageIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(index.revision(MINE)).isEmpty();
        assertThat(index.collections()).isEmpty();
        assertThat(index.byWords(Set.of(MINE), "anything", 10)).isEmpty();
        assertThat(index.byMeaning(Set.of(MINE), vector(), 10)).isEmpty();
    }

    @Test
    void findsByWordsWhateverTheirForm() {
        var connect = passage("Models > OpenAI\nConnecting a provider takes a key.");
        var other = passage("The weather was fine.");
        index.replace(MINE, "1", List.of(connect, other));
        assertThat(index.byWords(Set.of(MINE), "How do I connect providers?", 10))
                .extracting(Hit::passage)
                .containsExactly(connect.id());
        assertThat(index.byWords(Set.of(MINE), "openai", 10)).hasSize(1);
        assertThat(index.byWords(Set.of(MINE), "the of and", 10)).isEmpty();
        assertThat(index.byWords(Set.of(MINE), "(\"unbalanced AND [query", 10)).isEmpty();
        assertThat(index.byWords(Set.of(MINE), "\0 \ud800 \udc00\ud800 \uffff", 10)).isEmpty();
    }

    @Test
    void takesAWholePageAsAQuestion() {
        var passage = passage("word17 and others");
        index.replace(MINE, "1", List.of(passage, passage("nothing")));
        var page =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "word" + i)
                        .collect(Collectors.joining(" "));
        assertThat(index.byWords(Set.of(MINE), page, 10))
                .extracting(Hit::passage)
                .containsExactly(passage.id());
    }

    @Test
    void ranksByWordsTheBestFirst() {
        var twice = passage("backup of the data, backup of the keys");
        var once = passage("backup of the data that lies in the data directory of the server");
        index.replace(MINE, "1", List.of(once, twice, passage("nothing of the kind")));
        assertThat(index.byWords(Set.of(MINE), "backup", 10))
                .extracting(Hit::passage)
                .containsExactly(twice.id(), once.id());
        assertThat(index.byWords(Set.of(MINE), "backup", 1)).hasSize(1);
    }

    @Test
    void findsTheClosestVectorsWithTheirCosines() {
        var passages = IntStream.range(0, 300).mapToObj(i -> passage("text " + i)).toList();
        index.replace(MINE, "1", passages);
        for (int round = 0; round < 10; round++) {
            var question = vector();
            var expected =
                    passages.stream()
                            .sorted(
                                    (a, b) ->
                                            Double.compare(
                                                    cosine(question, b.embedding()),
                                                    cosine(question, a.embedding())))
                            .limit(10)
                            .toList();
            var found = index.byMeaning(Set.of(MINE), question, 10);
            assertThat(found)
                    .extracting(Hit::passage)
                    .containsExactlyElementsOf(expected.stream().map(IndexedPassage::id).toList());
            assertThat(found.getFirst().score())
                    .isCloseTo(cosine(question, expected.getFirst().embedding()), within(1e-4));
        }
    }

    /** The filter is inside the query: what one may not see does not take a place either. */
    @Test
    void neverReturnsWhatWasNotAskedFor() {
        var question = vector();
        var foreign =
                IntStream.range(0, 200)
                        .mapToObj(
                                i ->
                                        new IndexedPassage(
                                                UUID.randomUUID(),
                                                UUID.randomUUID(),
                                                "secret secret plan",
                                                question))
                        .toList();
        var own = passage("a plan of my own among many other words that make it rank lower");
        index.replace(THEIRS, "1", foreign);
        index.replace(MINE, "1", List.of(own));
        assertThat(index.byWords(Set.of(MINE), "secret plan", 5))
                .extracting(Hit::passage)
                .containsExactly(own.id());
        assertThat(index.byMeaning(Set.of(MINE), question, 5))
                .extracting(Hit::passage)
                .containsExactly(own.id());
        assertThat(index.byWords(Set.of(), "secret plan", 5)).isEmpty();
        assertThat(index.byMeaning(Set.of(), question, 5)).isEmpty();
        assertThat(index.byWords(Set.of(MINE, THEIRS), "secret plan", 500)).hasSize(201);
    }

    @Test
    void looksInSingleDocumentsToo() {
        var mine = passage("a plan of mine");
        var one = passage("one plan of theirs");
        var other = passage("another plan of theirs");
        index.replace(MINE, "1", List.of(mine));
        index.replace(THEIRS, "1", List.of(one, other));
        var alone = Scope.ofDocuments(Map.of(one.document(), THEIRS));
        assertThat(index.byWords(alone, "plan", 5))
                .extracting(Hit::passage)
                .containsExactly(one.id());
        assertThat(index.byMeaning(alone, vector(), 5))
                .extracting(Hit::passage)
                .containsExactly(one.id());
        var both = new Scope(Set.of(MINE), Map.of(one.document(), THEIRS));
        assertThat(index.byWords(both, "plan", 5))
                .extracting(Hit::passage)
                .containsExactlyInAnyOrder(mine.id(), one.id());
        assertThat(index.byMeaning(both, vector(), 5)).hasSize(2);
    }

    @Test
    void findsNamesThatAreNoWords() {
        var error = passage("It failed with ORA-00942: the table or view is not there.");
        var similar = passage("It failed with ORA-00001, and 00942 rows were lost; ora et labora.");
        var setting = passage("Set N_JOBS_PER_WORKER to 4.");
        var other = passage("Set N_JOB_PER_WORKERS to 4.");
        index.replace(MINE, "1", List.of(similar, error, other, setting));
        assertThat(index.byWords(Set.of(MINE), "what is ora-00942?", 5).getFirst().passage())
                .isEqualTo(error.id());
        assertThat(index.byWords(Set.of(MINE), "n_jobs_per_worker", 5).getFirst().passage())
                .isEqualTo(setting.id());
    }

    /**
     * Collections of several models are in one index, and their vectors may be of other lengths.
     */
    @Test
    void comparesOnlyVectorsOfTheModelThatIsAsked() {
        var one = passage("a plan");
        var same = passage("the same plan");
        var longer = new Embedding("other@512", new float[] {0, 1, 0, 0});
        var other = new IndexedPassage(UUID.randomUUID(), UUID.randomUUID(), "other plan", longer);
        index.replace(MINE, "1", List.of(one, same));
        index.replace(THEIRS, "1", List.of(other));
        var both = Set.of(MINE, THEIRS);
        assertThat(index.byMeaning(both, one.embedding(), 5))
                .extracting(Hit::passage)
                .containsExactly(one.id(), same.id());
        assertThat(index.byMeaning(both, longer, 5))
                .extracting(Hit::passage)
                .containsExactly(other.id());
        assertThat(index.byWords(both, "plan", 5)).hasSize(3);

        var anew =
                new IndexedPassage(
                        one.id(),
                        one.document(),
                        one.text(),
                        new Embedding("other@512", longer.vector()));
        index.replace(MINE, "2", List.of(anew));
        assertThat(index.byMeaning(both, one.embedding(), 5)).isEmpty();
        assertThat(index.byMeaning(both, longer, 5)).hasSize(2);
    }

    @Test
    void replacesACollectionAndLeavesTheOthers() {
        index.replace(THEIRS, "1", List.of(passage("their plan")));
        index.replace(MINE, "1", List.of(passage("old plan")));
        var fresh = passage("new plan");
        index.replace(MINE, "2", List.of(fresh));
        assertThat(index.revision(MINE)).contains("2");
        assertThat(index.revision(THEIRS)).contains("1");
        assertThat(index.byWords(Set.of(MINE), "plan", 5))
                .extracting(Hit::passage)
                .containsExactly(fresh.id());
        assertThat(index.byMeaning(Set.of(MINE, THEIRS), vector(), 5)).hasSize(2);
    }

    @Test
    void takesOverTheDocumentsThatHaveChangedAndLeavesTheOthers() {
        var stays = passage("a plan that stays");
        var old = passage("an old plan");
        var gone = passage("a plan that goes");
        index.replace(MINE, "1", List.of(stays, old, gone));
        index.replace(THEIRS, "1", List.of(passage("their plan")));
        var fresh = new IndexedPassage(UUID.randomUUID(), old.document(), "a fresh plan", vector());
        index.update(MINE, "2", Set.of(old.document(), gone.document()), List.of(fresh));
        assertThat(index.revision(MINE)).contains("2");
        assertThat(index.revision(THEIRS)).contains("1");
        assertThat(index.byWords(Set.of(MINE), "plan", 9))
                .extracting(Hit::passage)
                .containsExactlyInAnyOrder(stays.id(), fresh.id());
        assertThat(index.byMeaning(Set.of(MINE), vector(), 9)).hasSize(2);
        assertThat(index.byWords(Set.of(THEIRS), "plan", 9)).hasSize(1);

        index.update(MINE, "3", Set.of(old.document()), List.of(fresh));
        assertThat(index.byWords(Set.of(MINE), "plan", 9)).hasSize(2);
    }

    @Test
    void keepsTheOldPassagesWhenTheNewOnesFail() {
        var old = passage("old plan");
        index.replace(MINE, "1", List.of(old));
        Iterable<IndexedPassage> failing =
                () ->
                        Stream.generate(() -> passage("new plan"))
                                .limit(3)
                                .peek(
                                        new ArrayList<>() {
                                                    @Override
                                                    public boolean add(Object passage) {
                                                        if (size() == 2) {
                                                            throw new IllegalStateException(
                                                                    "no more");
                                                        }
                                                        return super.add(passage);
                                                    }
                                                }
                                                ::add)
                                .iterator();
        assertThatThrownBy(() -> index.replace(MINE, "2", failing))
                .isInstanceOf(IllegalStateException.class);
        assertThat(index.revision(MINE)).contains("1");
        assertThat(index.byWords(Set.of(MINE), "plan", 5))
                .extracting(Hit::passage)
                .containsExactly(old.id());
    }

    @Test
    void expungingChangesNothingThatIsFound() {
        var stays = passage("a plan that stays");
        var gone = passage("a plan that goes");
        index.replace(MINE, "1", List.of(stays, gone));
        index.update(MINE, "2", Set.of(gone.document()), List.of());
        index.expunge();
        assertThat(index.revision(MINE)).contains("2");
        assertThat(index.byWords(Set.of(MINE), "plan", 9))
                .extracting(Hit::passage)
                .containsExactly(stays.id());
    }

    @Test
    void forgetsACollection() {
        index.replace(MINE, "1", List.of(passage("plan")));
        index.replace(THEIRS, "1", List.of(passage("plan")));
        index.remove(MINE);
        assertThat(index.revision(MINE)).isEmpty();
        assertThat(index.collections()).containsExactly(THEIRS);
        assertThat(index.byWords(Set.of(MINE, THEIRS), "plan", 5)).hasSize(1);
        assertThat(index.byMeaning(Set.of(MINE), vector(), 5)).isEmpty();
    }

    protected IndexedPassage passage(String text) {
        return new IndexedPassage(UUID.randomUUID(), UUID.randomUUID(), text, vector());
    }

    protected Embedding vector() {
        var vector = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return new Embedding(MODEL, vector);
    }

    protected static double cosine(Embedding a, Embedding b) {
        return Vectors.cosine(a, b);
    }
}
