package app.parley.knowledge.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.PassageIndexContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LucenePassageIndexTests extends PassageIndexContract {
    @TempDir private Path folder;

    @Override
    protected PassageIndex open() {
        return new LucenePassageIndex(folder.resolve("index"));
    }

    @Test
    void isStillThereAfterARestart() throws Exception {
        var passage = passage("lasting words");
        try (var index = new LucenePassageIndex(folder.resolve("kept"))) {
            index.replace(MINE, "7", List.of(passage));
        }
        try (var index = new LucenePassageIndex(folder.resolve("kept"))) {
            assertThat(index.revision(MINE)).contains("7");
            assertThat(index.byWords(Set.of(MINE), "words", 5)).hasSize(1);
            assertThat(index.byMeaning(Set.of(MINE), passage.embedding(), 5))
                    .extracting(Hit::passage)
                    .containsExactly(passage.id());
        }
    }

    @Test
    void startsEmptyWhenTheFolderIsCorrupt() throws Exception {
        var place = folder.resolve("corrupt");
        try (var index = new LucenePassageIndex(place)) {
            index.replace(MINE, "1", List.of(passage("words")));
        }
        for (var file : files(place)) {
            var bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 0x5a;
            }
            Files.write(file, bytes);
        }
        try (var index = new LucenePassageIndex(place)) {
            assertThat(index.revision(MINE)).isEmpty();
            index.replace(MINE, "1", List.of(passage("words")));
            assertThat(index.byWords(Set.of(MINE), "words", 5)).hasSize(1);
        }
    }

    @Test
    void startsEmptyWhenAFileIsMissing() throws Exception {
        var place = folder.resolve("missing");
        try (var index = new LucenePassageIndex(place)) {
            index.replace(MINE, "1", List.of(passage("words")));
        }
        for (var file : files(place)) {
            if (!file.getFileName().toString().startsWith("segments")) {
                Files.delete(file);
            }
        }
        try (var index = new LucenePassageIndex(place)) {
            assertThat(index.revision(MINE)).isEmpty();
            index.replace(MINE, "1", List.of(passage("words")));
        }
    }

    @Test
    void twoProcessesOnOneFolderBothFind() throws Exception {
        var place = folder.resolve("shared");
        try (var one = new LucenePassageIndex(place);
                var two = new LucenePassageIndex(place)) {
            one.replace(MINE, "1", List.of(passage("words")));
            assertThat(two.revision(MINE)).isEmpty();
            two.replace(MINE, "1", List.of(passage("words")));
            assertThat(one.byWords(Set.of(MINE), "words", 5)).hasSize(1);
            assertThat(two.byWords(Set.of(MINE), "words", 5)).hasSize(1);
        }
    }

    /** Above the limit a graph is searched: nearly always the same, and never beyond the filter. */
    @Test
    void theGraphFindsNearlyAllOfTheTrueNeighbours() throws Exception {
        var mine = IntStream.range(0, 2_000).mapToObj(i -> passage("text")).toList();
        var theirs = IntStream.range(0, 500).mapToObj(i -> passage("text")).toList();
        try (var exact = new LucenePassageIndex(folder.resolve("exact"));
                var graph = new LucenePassageIndex(folder.resolve("graph"), 100)) {
            for (var index : List.of(exact, graph)) {
                index.replace(MINE, "1", mine);
                index.replace(THEIRS, "1", theirs);
            }
            int found = 0;
            for (int round = 0; round < 20; round++) {
                var question = vector();
                var truth = exact.byMeaning(Set.of(MINE), question, 10);
                var near = graph.byMeaning(Set.of(MINE), question, 10);
                assertThat(mine.stream().map(IndexedPassage::id))
                        .containsAll(near.stream().map(Hit::passage).toList());
                assertThat(near.getFirst().score()).isBetween(-1.0, 1.0);
                found +=
                        (int)
                                near.stream()
                                        .filter(
                                                hit ->
                                                        truth.stream()
                                                                .anyMatch(
                                                                        other ->
                                                                                other.passage()
                                                                                        .equals(
                                                                                                hit
                                                                                                        .passage())))
                                        .count();
            }
            assertThat(found).isGreaterThan(140);
        }
    }

    private static List<Path> files(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.filter(file -> !file.endsWith("write.lock")).toList();
        }
    }
}
