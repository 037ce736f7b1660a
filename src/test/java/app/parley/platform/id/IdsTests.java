package app.parley.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTests {
    @Test
    void areVersionSevenOfNow() {
        long before = System.currentTimeMillis();
        var id = Ids.newId();
        // the counter may have run ahead of the clock by the identifiers that others asked for
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, before + 60_000);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void sortInTheOrderInWhichTheyWereMade() {
        // more than a millisecond's counter holds, as text, which is how databases compare them
        var ids = Stream.generate(Ids::newId).limit(50_000).map(UUID::toString).toList();
        assertThat(ids).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
    }

    @Test
    void areMadeByManyAtOnceWithoutAPair() {
        var ids = IntStream.range(0, 50_000).parallel().mapToObj(i -> Ids.newId()).toList();
        assertThat(ids.stream().map(id -> id.getMostSignificantBits())).doesNotHaveDuplicates();
    }
}
