package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":\"plain\"}",
                "{\"a\":\"é ß 漢字 😀\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\\uD83D\\uDE00 and more\"}",
                "{\"a\":\"\\\\u0000 is text about an escape\"}",
                "{\"a\":\"\\\\\\\\ud800\"}",
                "{\"a\":\"\\n\\t\\\"\\u0001\"}",
                "{\"a\":\"\\u00zz\"}",
            })
    void acceptsText(String json) {
        assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\ud800 \"}",
                "{\"a\":\"\\ud800\\n\"}",
                "{\"a\":\"\\ud800\\ud800\"}",
                "{\"a\":\"\\udc00\"}",
                "{\"\\ud800\":1}",
                "{\"a\":\"\\ud800\\u0041\"}",
            })
    void refusesWhatIsNoText(String json) {
        assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eda080", // a surrogate in UTF-8
                "c080", // U+0000, overlong
                "e08080",
                "f08080af",
                "f4908080", // beyond U+10FFFF
                "ff",
                "80",
                "c3", // cut off by the quote that follows
            })
    void refusesBrokenUtf8(String hex) {
        var middle = HexFormat.of().parseHex(hex);
        var json = new byte[middle.length + 4];
        json[0] = '[';
        json[1] = '"';
        System.arraycopy(middle, 0, json, 2, middle.length);
        json[json.length - 2] = '"';
        json[json.length - 1] = ']';
        assertThat(accepts(json)).isFalse();
    }

    /** However the network cuts the bytes, the verdict is the same. */
    private static boolean accepts(byte[] json) {
        var whole = new JsonText().accepts(json, 0, json.length);
        var text = new JsonText();
        var piecewise = true;
        for (int i = 0; i < json.length && piecewise; i++) {
            piecewise = text.accepts(json, i, 1);
        }
        assertThat(piecewise).isEqualTo(whole);
        return whole;
    }
}
