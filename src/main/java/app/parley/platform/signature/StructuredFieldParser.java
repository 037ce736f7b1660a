package app.parley.platform.signature;

import app.parley.platform.signature.StructuredField.Bare;
import app.parley.platform.signature.StructuredField.InnerList;
import app.parley.platform.signature.StructuredField.Item;
import app.parley.platform.signature.StructuredField.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads dictionaries as RFC 9651, section 4.2, says, and nothing that it does not allow. */
final class StructuredFieldParser {
    private static final int MOST_DIGITS = 15;
    private static final int MOST_WHOLE_DIGITS = 12;
    private static final int MOST_FRACTION_DIGITS = 3;
    private static final String TOKEN_CHARS = "!#$%&'*+-.^_`|~:/";

    private final String field;
    private final String text;
    private int at;

    private StructuredFieldParser(String field, String text) {
        this.field = field;
        this.text = text;
    }

    /**
     * @param field the field's name, for the sentence if it cannot be read
     * @param lines the values of its lines, in order
     */
    static Map<String, Member> dictionary(String field, List<String> lines) {
        return new StructuredFieldParser(field, String.join(", ", lines)).dictionary();
    }

    private Map<String, Member> dictionary() {
        var members = new LinkedHashMap<String, Member>();
        skip(" ");
        while (at < text.length()) {
            var name = key();
            members.put(name, takes('=') ? member() : new Item(new Bare.Bool(true), parameters()));
            skip(" \t");
            if (at == text.length()) {
                return members;
            }
            expect(',');
            skip(" \t");
            if (at == text.length()) {
                throw broken();
            }
        }
        return members;
    }

    private Member member() {
        return peek() == '(' ? innerList() : item();
    }

    private InnerList innerList() {
        expect('(');
        var items = new ArrayList<Item>();
        while (true) {
            skip(" ");
            if (takes(')')) {
                return new InnerList(items, parameters());
            }
            items.add(item());
            if (peek() != ' ' && peek() != ')') {
                throw broken();
            }
        }
    }

    private Item item() {
        return new Item(bare(), parameters());
    }

    private Map<String, Bare> parameters() {
        var parameters = new LinkedHashMap<String, Bare>();
        while (takes(';')) {
            skip(" ");
            parameters.put(key(), takes('=') ? bare() : new Bare.Bool(true));
        }
        return parameters;
    }

    private String key() {
        int start = at;
        if (!isLower(peek()) && peek() != '*') {
            throw broken();
        }
        while (isLower(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private Bare bare() {
        char first = peek();
        if (first == '-' || isDigit(first)) {
            return number();
        }
        if (first == '"') {
            return string();
        }
        if (first == '*' || isLetter(first)) {
            return token();
        }
        return switch (first) {
            case ':' -> bytes();
            case '?' -> bool();
            case '@' -> date();
            default -> throw broken();
        };
    }

    private Bare number() {
        int start = at;
        takes('-');
        int digits = digits();
        if (!takes('.')) {
            if (digits == 0 || digits > MOST_DIGITS) {
                throw broken();
            }
            return new Bare.Int(Long.parseLong(text, start, at, 10));
        }
        int fraction = digits();
        if (digits == 0
                || digits > MOST_WHOLE_DIGITS
                || fraction == 0
                || fraction > MOST_FRACTION_DIGITS) {
            throw broken();
        }
        var value = new BigDecimal(text.substring(start, at)).stripTrailingZeros();
        return new Bare.Decimal((value.scale() < 1 ? value.setScale(1) : value).toPlainString());
    }

    private int digits() {
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return at - start;
    }

    private Bare string() {
        expect('"');
        var value = new StringBuilder();
        while (!takes('"')) {
            char next = next();
            if (next == '\\') {
                next = next();
                if (next != '"' && next != '\\') {
                    throw broken();
                }
            } else if (next < ' ' || next > '~') {
                throw broken();
            }
            value.append(next);
        }
        return new Bare.Str(value.toString());
    }

    private Bare token() {
        int start = at++;
        while (isLetter(peek()) || isDigit(peek()) || TOKEN_CHARS.indexOf(peek()) >= 0) {
            at++;
        }
        return new Bare.Token(text.substring(start, at));
    }

    private Bare bytes() {
        expect(':');
        int end = text.indexOf(':', at);
        if (end < 0) {
            throw broken();
        }
        try {
            var value = Base64.getDecoder().decode(text.substring(at, end));
            at = end + 1;
            return new Bare.Bytes(value);
        } catch (IllegalArgumentException notBase64) {
            throw broken();
        }
    }

    private Bare bool() {
        expect('?');
        if (takes('1')) {
            return new Bare.Bool(true);
        }
        expect('0');
        return new Bare.Bool(false);
    }

    private Bare date() {
        expect('@');
        if (number() instanceof Bare.Int(long seconds)) {
            return new Bare.Date(seconds);
        }
        throw broken();
    }

    private void skip(String chars) {
        while (at < text.length() && chars.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean takes(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!takes(wanted)) {
            throw broken();
        }
    }

    private char next() {
        if (at == text.length()) {
            throw broken();
        }
        return text.charAt(at++);
    }

    /** U+0000, which nothing begins with, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(char c) {
        return isLower(c) || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private InvalidSignatureException broken() {
        return new InvalidSignatureException(
                "The field "
                        + field
                        + " is not written as RFC 9651 says, at character "
                        + at
                        + ".");
    }
}
