package app.parley.chat;

import static app.parley.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.model.ModelListener;
import app.parley.moderation.AnswerRules;
import app.parley.moderation.Finding;
import app.parley.platform.Cancellation;
import app.parley.platform.task.VirtualTasks;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class AnswerScreenTests {
    private static final String FORBIDDEN = "the secret recipe";
    private static final String TEXT = "Once upon a time ".repeat(20) + FORBIDDEN + " of soup.";

    private final Shown shown = new Shown();
    private final Cancellation call = new Cancellation();

    /** Wherever the model cuts its words, and however many pieces the place comes in. */
    @Test
    void nothingOfAMatchIsEverShown() {
        for (int cut = 1; cut < 40; cut++) {
            var seen = new Shown();
            var stopped = new Cancellation();
            try (var screen = screen(block(FORBIDDEN), seen, stopped)) {
                for (int from = 0; from < TEXT.length(); from += cut) {
                    screen.text(TEXT.substring(from, Math.min(TEXT.length(), from + cut)));
                }
                assertThatThrownBy(screen::end).isInstanceOf(CancellationException.class);
                assertThat(stopped.isCancelled()).isTrue();
                assertThat(screen.blocking()).isNotNull();
                assertThat(screen.findings()).hasSize(1);
                var found = screen.findings().getFirst();
                assertThat(found.original().substring(found.finding().from(), found.finding().to()))
                        .isEqualTo(FORBIDDEN);
            }
            assertThat(seen.text.toString()).doesNotContain("the sec");
            assertThat(TEXT).startsWith(seen.text.toString());
        }
    }

    @Test
    void whatIsFineIsShownWholeAndInOrder() {
        var fine = "Ein Märchen mit 🎈 Luftballons. ".repeat(50);
        try (var screen = screen(block(FORBIDDEN), shown, call)) {
            screen.reasoning("I think of balloons.");
            fine.codePoints().forEach(point -> screen.text(Character.toString(point)));
            screen.end();
        }

        assertThat(shown.text.toString()).isEqualTo(fine);
        assertThat(shown.thoughts.toString()).isEqualTo("I think of balloons.");
        assertThat(shown.halves).isZero();
        assertThat(call.isCancelled()).isFalse();
    }

    @Test
    void whatIsHeldBackIsBoundedInCharacters() {
        try (var screen = screen(block(FORBIDDEN), shown, call)) {
            for (int i = 0; i < 500; i++) {
                screen.text("x");
                assertThat(i + 1 - shown.length())
                        .isLessThanOrEqualTo(AnswerScreen.HELD + AnswerScreen.BATCH);
            }
        }
    }

    /** The model says a few words and pauses: they do not wait for more. */
    @Test
    void whatIsHeldBackIsBoundedInTime() {
        try (var screen = screen(block(FORBIDDEN), shown, call)) {
            screen.text("Hello");

            until("the word is shown", () -> shown.length() == 5);
        }
    }

    @Test
    void nothingWaitsWhereNothingCanBeBlocked() {
        try (var screen = screen(new Rules(FORBIDDEN, Finding.Action.WARN), shown, call)) {
            for (int i = 0; i < TEXT.length(); i++) {
                screen.text(TEXT.substring(i, i + 1));
                assertThat(shown.length()).isEqualTo(i + 1);
            }
            screen.end();
            assertThat(screen.findings()).hasSize(1);
            assertThat(screen.blocking()).isNull();
        }
    }

    /** Longer than the window that goes along: found at the end, when everything is there. */
    @Test
    void aMatchLongerThanTheWindowIsFoundAtTheEnd() {
        var rules = new Rules("BEGIN[^!]{900}END", Finding.Action.BLOCK);
        try (var screen = screen(rules, shown, call)) {
            var text = "BEGIN" + "x".repeat(900) + "END";
            for (int i = 0; i < text.length(); i++) {
                screen.text(text.substring(i, i + 1));
            }
            assertThatThrownBy(screen::end).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void thoughtsAreLookedAtToo() {
        try (var screen = screen(block(FORBIDDEN), shown, call)) {
            screen.reasoning("They want " + FORBIDDEN + ", so");
            screen.text("Here it is.");
            assertThat(screen.blocking()).isNotNull();
        }
        assertThat(shown.thoughts).isEmpty();
        assertThat(shown.text).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsKeptAsFarAsItIsFine() {
        try (var screen = screen(block(FORBIDDEN), shown, call)) {
            screen.text("Half a sen");
            screen.breakOff();
        }
        assertThat(shown.text.toString()).isEqualTo("Half a sen");
    }

    private static AnswerRules block(String words) {
        return new Rules(words, Finding.Action.BLOCK);
    }

    private static AnswerScreen screen(AnswerRules rules, Shown shown, Cancellation call) {
        return new AnswerScreen(rules, shown, call, new VirtualTasks());
    }

    private static final class Shown implements ModelListener {
        private final StringBuffer text = new StringBuffer();
        private final StringBuffer thoughts = new StringBuffer();
        private volatile int halves;

        @Override
        public void text(String delta) {
            if (Character.isHighSurrogate(delta.charAt(delta.length() - 1))) {
                halves++;
            }
            text.append(delta);
        }

        @Override
        public void reasoning(String delta) {
            thoughts.append(delta);
        }

        int length() {
            return text.length();
        }
    }

    private record Rules(Pattern pattern, Finding.Action action) implements AnswerRules {
        Rules(String words, Finding.Action action) {
            this(Pattern.compile(words), action);
        }

        @Override
        public boolean canBlock() {
            return action == Finding.Action.BLOCK;
        }

        @Override
        public List<Finding> in(String stretch) {
            var matcher = pattern.matcher(stretch);
            return matcher.find()
                    ? List.of(
                            new Finding("rule", "recipes", action, matcher.start(), matcher.end()))
                    : List.of();
        }

        @Override
        public List<Finding> inWhole(String answer, Cancellation cancellation) {
            return in(answer);
        }
    }
}
