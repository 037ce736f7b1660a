package app.parley.account;

import app.parley.platform.command.Offline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;

/**
 * Passwords that are tried first: those of a list of leaked ones, also when repeated, the short
 * ones also with a tail of digits and signs, and rows of neighbours ({@code abcdefghijkl}, {@code
 * 123123123123}).
 *
 * <p>The list is read anew for each question: a few milliseconds beside a hash that takes many, and
 * no megabytes kept for something so rare.
 */
@Component
@Offline
class CommonPasswords {
    private static final String LIST = "common-passwords.txt.gz";
    private static final int LONG = 12;
    private static final Pattern TAIL = Pattern.compile("[\\d\\p{Punct}]{1,6}$");
    private static final Pattern REPEATED = Pattern.compile("(.+?)\\1+");

    /**
     * @param password in lower case
     */
    boolean contains(String password) {
        return isRowOfNeighbours(password) || isListed(variants(password));
    }

    private static Set<String> variants(String password) {
        Set<String> variants = new HashSet<>();
        variants.add(password);
        var stem = TAIL.matcher(password).replaceFirst("");
        if (stem.length() < LONG) {
            variants.add(stem);
        }
        variants.add(unleet(password));
        for (var variant : Set.copyOf(variants)) {
            var repeated = REPEATED.matcher(variant);
            if (repeated.matches()) {
                variants.add(repeated.group(1));
            }
        }
        return variants;
    }

    private static String unleet(String password) {
        return password.replace('0', 'o')
                .replace('1', 'i')
                .replace('3', 'e')
                .replace('4', 'a')
                .replace('5', 's')
                .replace('@', 'a')
                .replace('$', 's');
    }

    /** Few distinct characters, or nearly each one next to the one before it. */
    private static boolean isRowOfNeighbours(String password) {
        var characters = password.codePoints().toArray();
        long distinct = password.codePoints().distinct().count();
        int steps = 0;
        for (int i = 1; i < characters.length; i++) {
            if (Math.abs(characters[i] - characters[i - 1]) <= 1) {
                steps++;
            }
        }
        return distinct <= 3 || steps >= characters.length - 3;
    }

    private static boolean isListed(Set<String> candidates) {
        try (var lines = open()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (candidates.contains(line)) {
                    return true;
                }
            }
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static BufferedReader open() throws IOException {
        InputStream list = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST));
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(list, 8192), StandardCharsets.US_ASCII));
    }
}
