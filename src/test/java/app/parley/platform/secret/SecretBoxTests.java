package app.parley.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretBoxTests {
    private static final String SECRET = "sk-canary-of-a-provider";

    private final SecretBox box =
            new SecretBox(TestSecretKeys.of("a secret key of this installation"));

    @Test
    void opensWhatItHasSealedInItsPlaceAlone() {
        var sealed = box.seal(SECRET, "provider/1");
        assertThat(sealed).doesNotContain("canary");
        assertThat(box.open(sealed, "provider/1")).isEqualTo(SECRET);
        assertThatThrownBy(() -> box.open(sealed, "provider/2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void anotherKeyOpensNothing() {
        var sealed = box.seal(SECRET, "provider/1");
        var other = new SecretBox(TestSecretKeys.of("another key of another installation"));
        assertThatThrownBy(() -> other.open(sealed, "provider/1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noPartOfItCanBeChanged() {
        var parts = box.seal(SECRET, "provider/1").split("\\.");
        for (int part = 1; part < parts.length; part++) {
            var bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 1;
                var changed = parts.clone();
                changed[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                assertThatThrownBy(() -> box.open(String.join(".", changed), "provider/1"))
                        .isInstanceOf(IllegalStateException.class);
                bytes[i] ^= 1;
            }
        }
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(sealed.add(box.seal(SECRET, "provider/1").split("\\.")[1])).isTrue();
        }
    }
}
