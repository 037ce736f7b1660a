package app.parley.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTests {
    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org/",
        "' HTTP://Example.ORG/a?b=c#d ', http://example.org/a?b=c",
        "http://example.org:8080/a%20b, http://example.org:8080/a%20b",
        "https://bücher.example/ä?q=ü, https://xn--bcher-kva.example/%C3%A4?q=%C3%BC",
        "http://192.0.2.1#@example.org/, http://192.0.2.1/",
        "http://[2001:db8::1]:81/, http://[2001:db8::1]:81/"
    })
    void readsWhatPeopleWrite(String text, String address) {
        assertThat(WebAddress.parse(text).uri()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "javascript:alert(1)",
                "data:text/html,x",
                "jar:http://example.org!/x",
                "http:///path",
                "http://",
                "http://example.org\\@127.0.0.1/",
                "http://127.0.0.1\\example.org/",
                "http://user:secret@example.org/",
                "http://example.org@127.0.0.1/",
                "http://exa mple.org/",
                "http://exa\tmple.org/",
                "http://example.org/a\r\nHost: other",
                "http://example.org%00.other.org/",
                "http://exam%70le.org/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://017700000001/",
                "http://127.1/",
                "http://127.0.1/",
                "http://0/",
                "http://127.0.0.1./",
                "http://127.00.0.1/",
                "http://256.256.256.256.256/",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://example.org:80a/",
                "http://[::1/",
                "http://[fe80::1%25eth0]/"
            })
    void refusesWhatParsersDisagreeAbout(String text) {
        assertThatThrownBy(() -> WebAddress.parse(text))
                .asInstanceOf(InstanceOfAssertFactories.type(OutboundException.class))
                .extracting(OutboundException::reason)
                .isEqualTo(OutboundException.Reason.INVALID_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "/b, https://example.org/b",
        "c, https://example.org/a/c",
        "//other.org/, https://other.org/",
        "http://other.org, http://other.org/"
    })
    void followsRedirectsFromWhereItIs(String location, String address) {
        assertThat(WebAddress.parse("https://example.org/a/b").resolve(location).uri())
                .hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://u@h/", "http://127.1/", "http://a b/"})
    void aRedirectIsReadAsStrictly(String location) {
        var from = WebAddress.parse("https://example.org/");

        assertThatThrownBy(() -> from.resolve(location)).isInstanceOf(OutboundException.class);
    }
}
