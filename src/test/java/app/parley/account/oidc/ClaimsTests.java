package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimsTests {
    private static final Map<String, Object> SAID =
            Map.of(
                    "groups", List.of("staff", "it"),
                    "role", "admin",
                    "is_admin", true,
                    "realm_access", Map.of("roles", List.of("a", "b")),
                    "https://example.org/roles", List.of("c"),
                    "resource", Map.of("a.b", Map.of("roles", List.of("d"))));

    @Test
    void findsWhatStandsAtAPlaceHoweverItIsWritten() {
        assertThat(Claims.values(SAID, "groups")).containsExactly("staff", "it");
        assertThat(Claims.values(SAID, "role")).containsExactly("admin");
        assertThat(Claims.values(SAID, "is_admin")).containsExactly("true");
        assertThat(Claims.values(SAID, "realm_access.roles")).containsExactly("a", "b");
        assertThat(Claims.values(SAID, "https://example.org/roles")).containsExactly("c");
        assertThat(Claims.values(SAID, "resource.a.b.roles")).containsExactly("d");
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(Claims.values(SAID, "realm_access")).isEmpty();
        assertThat(Claims.values(SAID, "realm_access.rol")).isEmpty();
        assertThat(Claims.values(SAID, "groups.staff")).isEmpty();
        assertThat(Claims.values(SAID, "")).isEmpty();
        assertThat(Claims.values(SAID, ".")).isEmpty();
    }
}
