package app.parley.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.config.BadSettings;
import app.parley.platform.config.ParleyProperties;
import app.parley.platform.config.ParleyProperties.Env;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class PasswordsOffTests {
    @ParameterizedTest
    @CsvSource({
        ", , DEVELOPMENT",
        "0.0.0.0, , DEVELOPMENT",
        "::, , DEVELOPMENT",
        "192.0.2.1, , DEVELOPMENT",
        "127.0.0.1, https://chat.example.org, DEVELOPMENT",
        "127.0.0.1, , PRODUCTION"
    })
    void stopTheStartWhereOthersCouldCome(
            @Nullable String address, @Nullable String publicUrl, Env env) {
        assertThatThrownBy(() -> start(false, address, publicUrl, env))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("PARLEY_PASSWORDS=false")
                .hasMessageContaining("SERVER_ADDRESS=127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void areTakenOnLoopbackAlone(String address) {
        assertThatCode(() -> start(false, address, null, Env.DEVELOPMENT))
                .doesNotThrowAnyException();
    }

    @Test
    void areNoneOfItsBusinessWherePasswordsAreOn() {
        assertThatCode(() -> start(true, "0.0.0.0", "https://chat.example.org", Env.PRODUCTION))
                .doesNotThrowAnyException();
    }

    private static void start(
            boolean passwords, @Nullable String address, @Nullable String publicUrl, Env env)
            throws Exception {
        var server = new ServerProperties();
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        var settings =
                new AccountProperties(
                        passwords,
                        12,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        "http://unused.test/",
                        Duration.ZERO);
        var url = publicUrl == null ? null : URI.create(publicUrl);
        new PasswordsOff(
                settings, new ParleyProperties(env, Path.of("nowhere"), url, "", ""), server);
    }
}
