package app.parley.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTests {
    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 198.51.100.254, true",
        "198.51.100.1, 198.51.101.1, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%eth0, fe80::2%eth1, true",
        "::ffff:198.51.100.1, 198.51.100.77, true",
        ", 198.51.100.1, false",
        ", , true"
    })
    void holdsWhatOneCustomerOfAProviderHas(String one, String other, boolean same) {
        assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(same);
    }
}
