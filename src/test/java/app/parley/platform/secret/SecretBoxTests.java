package app.parley.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretBoxTests {
    private static final String SECRET = "sk-canary-of-a-provider";

    private static final String ROOT = "a secret key of this one installation";
    private static final String NEXT = "the next secret key of this installation";

    private final SecretBox box = new SecretBox(TestSecretKeys.of(ROOT));

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
        var other = new SecretBox(TestSecretKeys.of("another secret key of another installation"));
        assertThatThrownBy(() -> other.open(sealed, "provider/1"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noPartOfItCanBeChanged() {
        var parts = box.seal(SECRET, "provider/1").split("\\.");
        for (int part = 2; part < parts.length; part++) {
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
    void anotherRootTakesOverWhatItHasSealed() {
        var mine = box.seal(SECRET, "provider/1");
        var json = "{\"host\": \"e1.example.org\", \"sealedKey\": \"" + mine + "\"}";
        var next = new SecretBox(TestSecretKeys.of(NEXT, ROOT));

        assertThat(next.open(mine, "provider/1")).isEqualTo(SECRET);
        var taken = next.rewrapped(json).orElseThrow();

        assertThat(taken).startsWith("{\"host\": \"e1.example.org\", \"sealedKey\": \"e1.");
        var sealed = taken.substring(taken.indexOf("e1.", 20), taken.length() - 2);
        var alone = new SecretBox(TestSecretKeys.of(NEXT));
        assertThat(alone.open(sealed, "provider/1")).isEqualTo(SECRET);
        assertThatThrownBy(() -> alone.open(sealed, "provider/2"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> box.open(sealed, "provider/1"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(next.rewrapped(taken)).isEmpty();
        assertThat(alone.rewrapped(json)).isEmpty();
        assertThat(alone.isSealedElsewhere(json)).isTrue();
        assertThat(next.isSealedElsewhere(json)).isFalse();
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(sealed.add(box.seal(SECRET, "provider/1").split("\\.")[2])).isTrue();
        }
    }
}
