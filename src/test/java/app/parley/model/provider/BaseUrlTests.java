package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.gateway.ProviderKind;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTests {
    @ParameterizedTest
    @CsvSource({
        "OPENAI,    '',                          https://api.openai.com/v1",
        "OPENAI,    http://localhost:8000,       http://localhost:8000/v1",
        "OPENAI,    localhost:8000/,             http://localhost:8000/v1",
        "OPENAI,    HTTPS://Host.example/api/v1/, https://Host.example/api/v1",
        "OPENAI,    'http://[::1]:8000/v1',      'http://[::1]:8000/v1'",
        "OLLAMA,    127.0.0.1:11434/v1,          http://127.0.0.1:11434",
        "OLLAMA,    http://gpu:11434/api/,       http://gpu:11434",
        "GEMINI,    http://localhost:1,          http://localhost:1/v1beta",
        "ANTHROPIC, '',                          https://api.anthropic.com/v1",
    })
    void completesWhatPeopleType(ProviderKind kind, String typed, String url) {
        assertThat(BaseUrl.parse(typed, kind)).contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host", "file:///etc/passwd", "http://", "http://user:pass@host/v1",
                        "http://ho st",
                "http://host/v1?x=1", "http://host/#x", "javascript:alert(1)",
                        "http://host:99999999/", "gopher://x",
                "http://host\r\nX: y"
            })
    void refusesWhatIsNoServer(String typed) {
        assertThat(BaseUrl.parse(typed, ProviderKind.OPENAI)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/v1, https://A.example:443/other, true",
        "https://a.example/v1, http://a.example/v1,         false",
        "https://a.example/v1, https://a.example:8443/v1,   false",
        "https://a.example/v1, https://b.example/v1,        false",
    })
    void knowsWhichServerAKeyBelongsTo(URI one, URI other, boolean same) {
        assertThat(BaseUrl.origin(one).equals(BaseUrl.origin(other))).isEqualTo(same);
    }
}
