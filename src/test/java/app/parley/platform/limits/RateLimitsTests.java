package app.parley.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTests {
    private final RateLimits limits = new RateLimits(new LimitProperties(100, 60, 10));

    @Test
    void letsSixtyOfANetworkRegisterAtOnceAndThenAHundredAnHour() {
        for (int i = 0; i < 60; i++) {
            limits.takeRegistration("198.51.100." + i);
        }

        var refused =
                catchThrowableOfType(
                        ParleyException.class, () -> limits.takeRegistration("198.51.100.200"));

        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat((Long) refused.facts().get("retryAfterSeconds")).isBetween(30L, 37L);
        assertThatCode(() -> limits.takeRegistration("198.51.101.1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 198.51.100.254, true",
        "198.51.100.1, 198.51.101.1, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "fe80::1%eth0, fe80::2%eth1, true",
        "::ffff:198.51.100.1, 198.51.100.77, true"
    })
    void countsByNetwork(String one, String other, boolean same) {
        assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(same);
    }
}
