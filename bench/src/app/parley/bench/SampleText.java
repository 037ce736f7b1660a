package app.parley.bench;

import java.util.Random;

/** Made-up English of any length: sentences of common words, the same for the same seed. */
final class SampleText {
    private static final String[] WORDS =
            ("the a this every water machine valve pressure engine night morning report customer invoice contract"
                            + " harbour garden winter engineer doctor manager meeting budget server password window"
                            + " sensor battery module signal network printer language colour metal glass paper stone"
                            + " opens closes needs holds shows sends keeps measures checks repairs replaces signs orders"
                            + " quickly slowly carefully rarely always never before after during without between under"
                            + " small large old new broken clean heavy light quiet loud early late safe cold warm"
                            + " because when while although until and or but with for from into against")
                    .split(" ");

    private final Random random;

    SampleText(long seed) {
        random = new Random(seed);
    }

    /** A paragraph of about so many words. */
    String paragraph(int words) {
        var text = new StringBuilder();
        int inSentence = 0;
        for (int i = 0; i < words; i++) {
            var word = WORDS[random.nextInt(WORDS.length)];
            if (inSentence == 0) {
                text.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            } else {
                text.append(word);
            }
            inSentence++;
            boolean ends = inSentence > 8 && random.nextInt(6) == 0 || i == words - 1;
            text.append(ends ? ". " : " ");
            inSentence = ends ? 0 : inSentence;
        }
        return text.toString().strip();
    }
}
