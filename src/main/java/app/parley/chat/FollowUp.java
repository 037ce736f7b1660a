package app.parley.chat;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a question that leans on what was said before it ("and on Windows?", "how do I undo that?")
 * from one that can be searched for as it stands. It looks at words alone, so it costs nothing; to
 * take a question for a follow-up by mistake costs one short call of the model.
 */
final class FollowUp {
    /** With fewer words a question seldom names what it is about. */
    private static final int SHORT = 4;

    /** Words that stand for something said before, in the languages that are met most. */
    private static final Set<String> REFERRING =
            words(
                    // English
                    "it its they them their theirs this that these those he him his she her hers ones",
                    "former latter previous above same else instead",
                    // German
                    "er ihn ihm ihr ihre deren dessen dies diese dieser dieses diesen diesem davon dazu",
                    "damit dafür dagegen darin darüber stattdessen dort",
                    // French
                    "il elle ils elles lui leur leurs cela ça ceci ce cet cette ces celui celle ceux",
                    // Spanish and Portuguese
                    "eso esto ese esa esos esas este esta estos estas ello él ellos ellas",
                    "isso isto esse essa ele ela eles elas",
                    // Italian
                    "questo questa questi queste quello quella esso ciò",
                    // Dutch
                    "hij zij deze dit dat ervan daarvan daarmee",
                    // Chinese and Japanese
                    "它 它们 他 她 他们 这 这个 那 那个 其 これ それ あれ この その あの");

    /** Words that go on with something when they come first. */
    private static final Set<String> CONTINUING =
            words(
                    "and but so or then also und aber oder dann et mais ou donc alors y pero o entonces",
                    "e mas ma allora en maar dus");

    private FollowUp() {}

    static boolean leansOnContext(String question) {
        var words = wordsOf(question);
        return words.size() < SHORT
                || CONTINUING.contains(words.getFirst())
                || words.stream().anyMatch(REFERRING::contains);
    }

    private static Set<String> words(String... lists) {
        return Set.copyOf(List.of(String.join(" ", lists).split(" ")));
    }

    /** In lower case; ICU's dictionaries part languages that are written without spaces. */
    private static List<String> wordsOf(String text) {
        var words = new ArrayList<String>();
        var breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (breaks.getRuleStatus() != BreakIterator.WORD_NONE) {
                words.add(text.substring(start, end).toLowerCase(Locale.ROOT));
            }
            start = end;
        }
        return words;
    }
}
