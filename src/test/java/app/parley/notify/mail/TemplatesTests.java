package app.parley.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.account.AccountLetter;
import jakarta.mail.Session;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTests {
    private static final String LINK = "https://chat.example.org/reset-password#token=abc_DEF-123";

    private final Templates templates = new Templates();

    @ParameterizedTest
    @EnumSource(AccountLetter.Kind.class)
    void everyLetterOfAnAccountHasItsTemplate(AccountLetter.Kind kind) {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');

        var letter = templates.letter(message(name, "Ada"));

        assertThat(letter.subject()).contains("Parley");
        assertThat(letter.text()).doesNotContain("{{");
        assertThat(letter.html()).doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "{{link}}",
                "[click](https://evil.test)",
                "a\r\nBcc: everybody@example.org\r\n\r\nhello",
                "a\u2028b\u0000c",
                "&lt;b&gt;"
            })
    void valuesAreTextWhateverIsInThem(String value) {
        var letter = templates.letter(message("reset-password", value));

        var page = Jsoup.parse(letter.html());
        assertThat(page.select("script, img, iframe, form")).isEmpty();
        assertThat(page.select("a").eachAttr("href")).containsExactly(LINK);
        assertThat(page.select("p").first().text().replaceAll("\\s+", " "))
                .isEqualTo("Hello " + value.replaceAll("[\\p{Cntrl}\\u2028]+", " ").strip() + ",");
        assertThat(letter.text()).contains(LINK);
        assertThat(letter.text().lines().filter(line -> line.startsWith("Bcc:"))).isEmpty();
    }

    @Test
    void noValueReachesTheHeaders() throws Exception {
        var letter =
                new Letter("ada@example.org", "Hi\r\nBcc: everybody@example.org", "text", "<p>");
        var bytes = new ByteArrayOutputStream();

        new MimeLetter(
                        Session.getInstance(new Properties()),
                        UUID.randomUUID(),
                        letter,
                        "parley@example.org",
                        Instant.EPOCH)
                .writeTo(bytes);

        var head = bytes.toString(StandardCharsets.UTF_8).split("\r\n\r\n")[0];
        assertThat(head.lines().filter(line -> line.startsWith("Bcc"))).isEmpty();
        assertThat(head).contains("To: ada@example.org", "Auto-Submitted: auto-generated");
    }

    @Test
    void aReceiverIsOneAddress() {
        for (var to :
                List.of(
                        "a@example.org, b@example.org",
                        "a@example.org\r\nBcc: b@example.org",
                        "<a@example.org> b",
                        "")) {
            var letter = new Letter(to, "s", "t", "h");
            assertThatThrownBy(
                            () ->
                                    new MimeLetter(
                                            Session.getInstance(new Properties()),
                                            UUID.randomUUID(),
                                            letter,
                                            "parley@example.org",
                                            Instant.EPOCH))
                    .as(to)
                    .isInstanceOf(Exception.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "https://a\" onclick=\"x"})
    void aLinkLeadsToAnAddressOfTheWeb(String link) {
        var values = new HashMap<>(message("reset-password", "Ada").values());
        values.put("link", link);
        var message = new MailMessage(null, "a@b.c", "reset-password", values, Duration.ofHours(1));

        assertThatThrownBy(() -> templates.letter(message))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueThatIsMissingIsAnErrorAndNoGap() {
        var message = new MailMessage(null, "a@b.c", "reset-password", Map.of(), Duration.ZERO);

        assertThatThrownBy(() -> templates.letter(message)).hasMessageContaining("name");
    }

    private static MailMessage message(String template, String name) {
        return new MailMessage(
                null,
                "ada@example.org",
                template,
                Map.of(
                        "name", name,
                        "link", LINK,
                        "home", "https://chat.example.org",
                        "time", "1 May 2026",
                        "validity", "15 minutes",
                        "address", "new@example.org",
                        "inviter", "Grace",
                        "summary", "3 chats",
                        "receipt", "0",
                        "event", "x"),
                Duration.ofHours(1));
    }
}
