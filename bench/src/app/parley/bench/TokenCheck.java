package app.parley.bench;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Proves that a text is exactly the paced tokens of the stub, {@code 0@<send time> 1@<send time>
 * …}, each once and in order, however the text was cut on its way.
 */
final class TokenCheck {
    private final int expected;
    private final LongConsumer onToken;
    private final Set<Long> missing = new HashSet<>();
    private long next;
    private long number;
    private long sequence;
    private boolean afterAt;
    private boolean hasDigits;
    private boolean damaged;
    private int received;
    private int lost;
    private int duplicated;
    private int reordered;
    private int garbled;
    private String firstTrouble = "";

    /**
     * @param expected how many tokens the whole answer has; negative when not known
     * @param onToken told the send time of every token that arrived
     */
    TokenCheck(int expected, LongConsumer onToken) {
        this.expected = expected;
        this.onToken = onToken;
    }

    void feed(byte[] utf8) {
        for (var b : utf8) {
            if (b >= '0' && b <= '9') {
                number = number * 10 + b - '0';
                hasDigits = true;
            } else if (b == '@' && hasDigits && !afterAt) {
                sequence = number;
                number = 0;
                hasDigits = false;
                afterAt = true;
            } else if (b == ' ' && hasDigits && afterAt) {
                if (damaged) {
                    damaged = false;
                    reset();
                } else {
                    token(sequence, number);
                    reset();
                }
            } else if (!damaged) {
                damaged = true;
                garbled++;
                trouble("unexpected character " + (char) (b & 0xff) + " after token " + (next - 1));
            }
        }
    }

    private void token(long seq, long sentAt) {
        received++;
        if (seq == next) {
            next++;
        } else if (seq > next) {
            trouble("token " + seq + " where " + next + " was due");
            for (var gone = next; gone < seq; gone++) {
                missing.add(gone);
            }
            lost += (int) (seq - next);
            next = seq + 1;
        } else if (missing.remove(seq)) {
            trouble("token " + seq + " after " + (next - 1));
            lost--;
            reordered++;
        } else {
            trouble("token " + seq + " a second time, after " + (next - 1));
            duplicated++;
        }
        onToken.accept(sentAt);
    }

    private void reset() {
        number = 0;
        hasDigits = false;
        afterAt = false;
    }

    /** Begins again with an empty text, as after an event that replaces what was shown. */
    void restart() {
        reset();
        next = 0;
        received = 0;
        missing.clear();
    }

    /** The answer says that it is whole. */
    void finished() {
        if (hasDigits || afterAt) {
            garbled++;
            trouble("the answer ends in the middle of token " + next);
        }
        if (expected >= 0 && next < expected) {
            lost += (int) (expected - next);
            trouble("the answer ends before token " + next + " of " + expected);
        }
    }

    /** Something besides the text that must not happen. */
    void disorder(String what) {
        reordered++;
        trouble(what);
    }

    private void trouble(String what) {
        if (firstTrouble.isEmpty()) {
            firstTrouble = what;
        }
    }

    boolean clean() {
        return lost == 0 && duplicated == 0 && reordered == 0 && garbled == 0;
    }

    /** How many tokens arrived. */
    int received() {
        return received;
    }

    int lost() {
        return lost;
    }

    int duplicated() {
        return duplicated;
    }

    int reordered() {
        return reordered;
    }

    /** How often the text was not a token. */
    int garbled() {
        return garbled;
    }

    /** What went wrong first, in words; empty when nothing did. */
    String firstTrouble() {
        return firstTrouble;
    }
}
