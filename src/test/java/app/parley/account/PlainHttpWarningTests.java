package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

class PlainHttpWarningTests {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , false, false",
        "::1, , false, false",
        "0.0.0.0, , false, true",
        ", , false, true",
        "192.0.2.1, http://chat.example.org, false, true",
        "0.0.0.0, https://chat.example.org, false, false",
        "0.0.0.0, , true, false"
    })
    void warnsWherePasswordsCanBeReadOnTheirWay(
            @Nullable String address, @Nullable String publicUrl, boolean tls, boolean warns)
            throws Exception {
        var server = new ServerProperties();
        server.setAddress(address == null ? null : InetAddress.getByName(address));
        server.setSsl(tls ? new Ssl() : null);
        var parley =
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT,
                        Path.of("nowhere"),
                        publicUrl == null ? null : URI.create(publicUrl),
                        "",
                        "");

        assertThat(new PlainHttpWarning(parley, server).isReadableOnItsWay()).isEqualTo(warns);
    }
}
