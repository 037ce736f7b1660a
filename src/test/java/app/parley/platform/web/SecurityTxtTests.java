package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.config.ParleyProperties.Env;
import app.parley.platform.config.SettingsProblem;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.support.SettableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecurityTxtTests {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:30:00Z"));

    @Test
    void namesWhomToTellAndUntilWhenThatHolds() {
        var answer = file("mailto:security@example.org", null).file();

        assertThat(answer.getBody())
                .isEqualTo(
                        """
                        Contact: mailto:security@example.org
                        Expires: 2027-05-20T00:00:00Z
                        """);
        assertThat(answer.getHeaders().getFirst("Content-Type"))
                .isEqualTo("text/plain;charset=UTF-8");
    }

    @Test
    void saysWhereItBelongsWhereThatIsARoot() {
        assertThat(file("https://example.org/tell-us", "https://chat.example.org").file().getBody())
                .startsWith("Contact: https://example.org/tell-us\n")
                .endsWith("Canonical: https://chat.example.org/.well-known/security.txt\n");
        assertThat(file("mailto:a@example.org", "https://example.org/parley").file().getBody())
                .doesNotContain("Canonical");
    }

    @Test
    void isNotThereWhereNobodyIsNamed() {
        assertThatThrownBy(() -> file(null, null).file())
                .isInstanceOfSatisfying(
                        ParleyException.class,
                        missing -> assertThat(missing.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void takesNoContactThatNobodyCanWriteTo() {
        assertThatThrownBy(() -> file("security@example.org", null))
                .isInstanceOf(SettingsProblem.Several.class)
                .hasMessageContaining("mailto:");
    }

    private SecurityTxt file(@Nullable String contact, @Nullable String publicUrl) {
        return new SecurityTxt(
                new WebProperties(
                        1_048_576,
                        52_428_800,
                        Duration.ofSeconds(30),
                        List.of(),
                        contact == null ? null : URI.create(contact)),
                new ParleyProperties(
                        Env.DEVELOPMENT,
                        Path.of("nowhere"),
                        publicUrl == null ? null : URI.create(publicUrl),
                        "",
                        ""),
                clock);
    }
}
