package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Providers that the environment names. */
class OidcPropertiesTests {
    private static OidcProperties bound(Map<String, String> settings) {
        var values = new HashMap<String, String>();
        settings.forEach((name, value) -> values.put("parley.oidc." + name, value));
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("parley.oidc", OidcProperties.class);
    }

    private static List<IdentityProvider> providers(Map<String, String> settings) {
        return IdentityProviders.ofEnvironment(bound(settings));
    }

    @Test
    void nobodyIsConnectedByThemselves() {
        assertThat(providers(Map.of())).isEmpty();
    }

    @Test
    void anIssuerIsEnoughAndIsLocked() {
        var found =
                providers(
                        Map.of(
                                "issuer", "https://id.example.org/realms/staff",
                                "client-id", "parley",
                                "sign-up", "domains",
                                "domains", "Example.org,example.com",
                                "role-claim", "groups",
                                "admin-values", "it"));

        assertThat(found).hasSize(1);
        var provider = found.getFirst();
        assertThat(provider.id()).isEqualTo("oidc");
        assertThat(provider.locked()).isTrue();
        assertThat(provider.clientSecret()).isNull();
        assertThat(provider.signUp()).isEqualTo(SignUpRule.DOMAINS);
        assertThat(provider.domains()).containsExactly("example.org", "example.com");
        assertThat(provider.roleClaim()).isEqualTo("groups");
        assertThat(provider.adminValues()).containsExactly("it");
    }

    @Test
    void thoseThatEverybodyHasMakeNoAccountsUnlessTold() {
        var found =
                providers(
                        Map.of(
                                "google.client-id", "1",
                                "github.client-id", "2",
                                "github.sign-up", "any",
                                "microsoft.client-id", "3",
                                "microsoft.tenant", "contoso.example"));

        assertThat(found)
                .extracting(IdentityProvider::id)
                .containsExactly("google", "microsoft", "github");
        assertThat(found)
                .extracting(IdentityProvider::signUp)
                .containsExactly(SignUpRule.EXISTING, SignUpRule.EXISTING, SignUpRule.ANY);
        assertThat(found.get(1).issuer())
                .isEqualTo("https://login.microsoftonline.com/contoso.example/v2.0");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://id.example.org",
        "client-id, parley",
        "issuer, ftp://id.example.org",
        "issuer, https://id.example.org/?a=b",
        "sign-up, domains",
        "sign-up, everybody",
        "microsoft.tenant, a/b"
    })
    void impossibleSettingsStopTheStart(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of(name, value))).isInstanceOf(BindException.class);
    }
}
