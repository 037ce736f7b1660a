package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators connect providers, and nobody reads a secret back. */
class IdentityProviderHttpTests extends OidcTests {
    private static final String PATH = "/api/v1/admin/identity-providers/";

    @Test
    void tellsEverythingButTheSecret() {
        var id = connect(Map.of("roleClaim", "groups", "adminValues", List.of("it")));

        var list = admin().get("/api/v1/admin/identity-providers").expect(200);

        assertThat(list.body()).doesNotContain(OpenIdProvider.SECRET).doesNotContain("sealed");
        var item = list.json().path("items").valueStream().toList().getLast();
        assertThat(item.path("id").asString()).isEqualTo(id);
        assertThat(item.path("hasSecret").asBoolean()).isTrue();
        assertThat(item.path("origin").asString()).isEqualTo("settings");
        assertThat(item.path("locked").asBoolean()).isFalse();
        assertThat(item.path("roleClaim").asString()).isEqualTo("groups");
        assertThat(item.path("redirectUri").asString())
                .isEqualTo(base() + "/api/v1/auth/oidc/" + id + "/callback");
        newPerson().get("/api/v1/admin/identity-providers").expectProblem(403, "forbidden");
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() {
        var id = connect();

        var changed =
                admin().patch(PATH + id, "{\"name\": \"Other\", \"signUp\": \"existing\"}")
                        .expect(200);

        assertThat(changed.text("name")).isEqualTo("Other");
        assertThat(changed.text("signUp")).isEqualTo("existing");
        assertThat(changed.text("issuer")).isEqualTo(provider.issuer());
        assertThat(changed.json().path("hasSecret").asBoolean()).isTrue();
        admin().patch(PATH + id, "{\"clientSecret\": null}").expect(200);
        assertThat(admin().patch(PATH + id, "{}").expect(200).json().path("hasSecret").asBoolean())
                .isFalse();
        admin().delete(PATH + id).expect(204);
        admin().delete(PATH + id).expectProblem(404, "not-found");
        admin().patch(PATH + id, "{}").expectProblem(404, "not-found");
    }

    @Test
    void theSecretGoesToNoIssuerThatItWasNotGivenFor() {
        var id = connect();

        var refused =
                admin().patch(PATH + id, "{\"issuer\": \"https://evil.test\"}")
                        .expectProblem(400, "invalid-request");

        assertThat(refused.body()).contains("clientSecret");
        admin().patch(
                        PATH + id,
                        "{\"issuer\": \"https://other.test\", \"clientSecret\": \"another\"}")
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"A\", \"issuer\": \"ftp://a\", \"clientId\": \"1\"}",
                "{\"name\": \"A\", \"issuer\": \"https://a.test?x=1\", \"clientId\": \"1\"}",
                "{\"name\": \"A\", \"issuer\": \"https://u:p@a.test\", \"clientId\": \"1\"}",
                "{\"name\": \"A\", \"issuer\": \"https://a.test\"}",
                "{\"preset\": \"facebook\", \"clientId\": \"1\"}",
                "{\"preset\": \"google\", \"clientId\": \"1\", \"signUp\": \"all\"}",
                "{\"preset\": \"google\", \"clientId\": \"1\", \"signUp\": \"domains\"}",
                "{\"preset\": \"google\", \"clientId\": \"1\", \"domains\": [\"a b\"]}"
            })
    void refusesWhatIsNoProvider(String body) {
        admin().post("/api/v1/admin/identity-providers", body)
                .expectProblem(400, "invalid-request");
    }
}
