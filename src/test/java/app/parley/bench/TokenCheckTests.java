package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenCheckTests {
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void acceptsAnExactAnswerHoweverItIsCut() {
        var text = "0@100 1@200 2@300 ".getBytes(StandardCharsets.UTF_8);
        for (var cut = 0; cut <= text.length; cut++) {
            var check = new TokenCheck(3, sentAt -> told.incrementAndGet());
            check.feed(Arrays.copyOfRange(text, 0, cut));
            check.feed(Arrays.copyOfRange(text, cut, text.length));
            check.finished();
            assertThat(check.clean()).as(check.firstTrouble()).isTrue();
            assertThat(check.received()).isEqualTo(3);
        }
    }

    @Test
    void countsALostTokenInTheMiddleAndAtTheEnd() {
        assertThat(after("0@1 2@1 ", 4).lost()).isEqualTo(2);
    }

    @Test
    void countsATokenThatComesTwice() {
        var check = after("0@1 1@1 1@1 2@1 ", 3);
        assertThat(check.duplicated()).isEqualTo(1);
        assertThat(check.lost()).isZero();
    }

    @Test
    void tellsALateTokenFromALostOne() {
        var check = after("0@1 2@1 1@1 3@1 ", 4);
        assertThat(check.reordered()).isEqualTo(1);
        assertThat(check.lost()).isZero();
    }

    @Test
    void seesTextThatIsNotATokenAndAnAnswerThatEndsInTheMiddleOfOne() {
        assertThat(after("0@1 x1@1 2@1 ", 3).garbled()).isEqualTo(1);
        assertThat(after("0@1 1@", 2).clean()).isFalse();
    }

    @Test
    void beginsAgainAfterAReplacement() {
        var check = new TokenCheck(3, sentAt -> {});
        check.feed("0@1 1@1 2@".getBytes(StandardCharsets.UTF_8));
        check.restart();
        check.feed("0@1 1@1 2@1 ".getBytes(StandardCharsets.UTF_8));
        check.finished();
        assertThat(check.clean()).as(check.firstTrouble()).isTrue();
    }

    private static TokenCheck after(String text, int expected) {
        var check = new TokenCheck(expected, sentAt -> {});
        check.feed(text.getBytes(StandardCharsets.UTF_8));
        check.finished();
        return check;
    }
}
