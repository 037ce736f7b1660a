package app.parley.account.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.id.Ids;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerKeyTests {
    @Test
    void isReadBackAsItWasMade() {
        var key = BearerKey.generate(Ids.newId());

        var read = BearerKey.parse(key.text()).orElseThrow();

        assertThat(key.text()).matches("sk-[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{43}");
        assertThat(read.id()).isEqualTo(key.id());
        assertThat(read.hash()).hasSize(32).isEqualTo(key.hash());
        assertThat(key.hint()).isEqualTo("sk-…" + key.text().substring(65));
        assertThat(key.toString()).doesNotContain(key.text().substring(26));
    }

    @Test
    void noTwoAreAlike() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            seen.add(BearerKey.generate(Ids.newId()).text().substring(26));
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void oneKeyHasOneText() {
        var text = BearerKey.generate(Ids.newId()).text();

        for (var other :
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("")) {
            var altered = text.substring(0, 68) + other;
            BearerKey.parse(altered).ifPresent(key -> assertThat(key.text()).isEqualTo(altered));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-",
                "sk-AAAAAAAAAAAAAAAAAAAAAA_",
                "sk-AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sk-AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sk-AAAAAAAAAAAAAAAAAAAAAA-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "sk-AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A",
                "sk-AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "SK-AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void nothingElseIsAKey(String text) {
        assertThat(BearerKey.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7, ::ffff:192.0.2.7, true",
        "2001:db8::/32, 2001:db8:1::7, true",
        "2001:db8::/32, 2001:db9::7, false",
        "2001:db8::/32, 192.0.2.7, false",
        "fe80::/10, fe80::1%eth0, true",
        "0.0.0.0/0, ::1, false",
        "0.0.0.0/0, localhost, false"
    })
    void anAddressLiesInANetworkOrNot(String network, String address, boolean lies) {
        assertThat(new AllowedNetworks(List.of(network)).contain(address)).isEqualTo(lies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.1", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "*"})
    void whatIsNoNetworkIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> new AllowedNetworks(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not an address or network such as 10.0.0.0/8.");
    }
}
