package app.parley.platform.text;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a text that say what it is about, in a form that makes "connected" and "connect" the
 * same. English; of other languages every word counts as it is.
 */
public final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++(?:_[\\p{L}\\p{N}]++)*+");

    private static final Set<String> EMPTY =
            Set.of(
                    """
                    a about after again all also am an and another any anybody anyone anything are as at be because \
                    been before being but by can cannot could did do does doing done down during each either else \
                    ever every everything few for from get gets getting go goes going got had happen happens happened \
                    has have having he hello her here hers hey hi him his how i if in into is it its just know let \
                    like make makes may maybe me mean means might mine more most much must my need needs no nor not \
                    now of off on once one only onto or other our ours out over own please put really same say says \
                    shall she should show since so some somebody someone something such tell than thank thanks that \
                    the their theirs them then there these they thing things this those through to too under until \
                    up upon us use used uses using very via want wants was way we were what whatever when where \
                    which while who whom whose why will with within without would yes yet you your yours \
                    s t d m ll re ve don doesn didn isn aren wasn couldn shouldn wouldn hasn haven"""
                            .strip()
                            .split("\\s+"));

    private Words() {}

    /** The stems of the words that carry meaning, each once, in order. */
    public static Set<String> of(String text) {
        Set<String> stems = new LinkedHashSet<>();
        var words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            var word = words.group();
            if (EMPTY.contains(word)) {
                continue;
            }
            stems.add(stem(word));
            if (word.indexOf('_') > 0) {
                for (var part : word.split("_")) {
                    if (!EMPTY.contains(part)) {
                        stems.add(stem(part));
                    }
                }
            }
        }
        return stems;
    }

    static String stem(String word) {
        var stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = cut(stem, 3) + "y";
        } else if (stem.length() > 3
                && stem.endsWith("s")
                && !stem.endsWith("ss")
                && !stem.endsWith("us")) {
            stem = cut(stem, 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = single(cut(stem, 3));
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = single(cut(stem, 2));
        } else if (stem.length() > 6 && stem.endsWith("ion")) {
            stem = cut(stem, 3);
        }
        if (stem.length() > 3 && stem.endsWith("e")) {
            stem = cut(stem, 1);
        }
        return stem.length() > 3 && stem.endsWith("y") ? cut(stem, 1) + "i" : stem;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    /** "stopp" is "stop"; "call" and "pass" stay. */
    private static String single(String stem) {
        int last = stem.length() - 1;
        char letter = stem.charAt(last);
        return last > 2 && letter == stem.charAt(last - 1) && "lsz".indexOf(letter) < 0
                ? stem.substring(0, last)
                : stem;
    }
}
