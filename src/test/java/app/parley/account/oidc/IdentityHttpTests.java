package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose account a sign-in with a provider opens. */
class IdentityHttpTests extends OidcTests {
    private String anAddress() {
        return UUID.randomUUID() + "@example.org";
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "\"true\"", "1", "null", "\"\"", "[true]"})
    void anAddressThatIsNotVerifiedIsNobodys(String verified) {
        var id = connect();
        var email = anAddress();
        var owner = anonymous();
        owner.post(
                        "/api/v1/auth/register",
                        JSON.writeValueAsString(
                                Map.of(
                                        "username",
                                        "own" + UUID.randomUUID().toString().substring(24),
                                        "password",
                                        PASSWORD,
                                        "email",
                                        email)))
                .expect(201);
        var attacker = OpenIdProvider.person(nobody());
        attacker.put("email", email);
        attacker.put("email_verified", JSON.readValue(verified, Object.class));
        var browser = new Browser();

        browser.signIn(id, attacker).expect(303);

        var me = browser.tab().get("/api/v1/me").expect(200);
        assertThat(me.json().path("email").isNull()).isTrue();
        assertThat(me.json().path("emailVerified").asBoolean()).isFalse();
        assertThat(browser.tab().userId()).isNotEqualTo(owner.userId());
    }

    @Test
    void anAddressThatIsVerifiedTwiceStaysItsFirstHolders() {
        var id = connect();
        var email = anAddress();
        var first = OpenIdProvider.person(nobody());
        first.put("email", email);
        first.put("email_verified", true);
        new Browser().signIn(id, first).expect(303);
        var second = OpenIdProvider.person(nobody());
        second.put("email", email.toUpperCase(Locale.ROOT));
        second.put("email_verified", true);

        assertProblem(new Browser().signIn(id, second), "account-exists");
    }

    @Test
    void sameSubjectOfAnotherIssuerIsSomebodyElse() {
        var id = connect();
        var subject = nobody();
        var browser = new Browser();
        browser.signIn(id, OpenIdProvider.person(subject)).expect(303);
        var first = browser.tab().userId();
        try (var other = new OpenIdProvider()) {
            var otherId = connect(Map.of("issuer", other.issuer(), "name", "Other"));
            var elsewhere = new Browser();
            var back = other.signIn(elsewhere.depart(otherId, "/"), OpenIdProvider.person(subject));

            elsewhere.callback(otherId, back).expect(303);

            assertThat(elsewhere.tab().userId()).isNotEqualTo(first);
        }
    }

    @Test
    void manyFirstSignInsAtOnceMakeOneAccount() throws Exception {
        var id = connect();
        var person = OpenIdProvider.person(nobody());
        person.put("preferred_username", "many" + nobody().substring(30));
        List<Future<UUID>> tabs = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                tabs.add(
                        threads.submit(
                                () -> {
                                    var browser = new Browser();
                                    browser.signIn(id, person).expect(303);
                                    return browser.tab().userId();
                                }));
            }
        }

        var accounts = new ArrayList<UUID>();
        for (var tab : tabs) {
            accounts.add(tab.get());
        }
        assertThat(accounts.stream().distinct()).hasSize(1);
    }

    @Test
    void namesThatAreTakenOrImpossibleBecomeOthers() {
        var id = connect();
        var taken = newPerson().username();
        for (var wish :
                List.of(taken, "Ω", "раураl", "../../etc", "a b<script>", "x".repeat(400))) {
            var person = OpenIdProvider.person(nobody());
            person.put("preferred_username", wish);
            person.put("name", "\u202egnp.exe\r\n");
            var browser = new Browser();
            browser.signIn(id, person).expect(303);
            var me = browser.tab().get("/api/v1/me").expect(200).json();
            assertThat(me.path("username").asString()).isNotEqualTo(taken).hasSizeBetween(3, 50);
            assertThat(me.path("displayName").asString()).doesNotContain("\u202e");
        }
    }

    @Test
    void theRuleOfTheProviderSaysWhoGetsAnAccount() {
        var existing = connect(Map.of("signUp", "existing"));
        assertProblem(
                new Browser().signIn(existing, OpenIdProvider.person(nobody())), "no-sign-up");

        var domains = connect(Map.of("signUp", "domains", "domains", List.of("Example.org")));
        var stranger = OpenIdProvider.person(nobody());
        assertProblem(new Browser().signIn(domains, stranger), "email-not-verified");
        stranger.put("email", UUID.randomUUID() + "@example.org.evil.test");
        stranger.put("email_verified", true);
        assertProblem(new Browser().signIn(domains, stranger), "domain-not-allowed");
        var colleague = OpenIdProvider.person(nobody());
        colleague.put("email", anAddress());
        colleague.put("email_verified", true);
        assertThat(new Browser().signIn(domains, colleague).header("location")).isEqualTo("/");
    }

    @Test
    void rolesFollowTheProviderAtEverySignIn() {
        var id =
                connect(
                        Map.of(
                                "roleClaim",
                                "realm_access.roles",
                                "adminValues",
                                List.of("parley-admin")));
        var person = OpenIdProvider.person(nobody());
        person.put("realm_access", Map.of("roles", List.of("staff", "parley-admin")));
        var browser = new Browser();
        browser.signIn(id, person).expect(303);
        assertThat(browser.tab().get("/api/v1/me").text("role")).isEqualTo("admin");

        person.put("realm_access", Map.of("roles", List.of("staff", "parley-administrator")));
        browser.signIn(id, person).expect(303);
        assertThat(browser.tab().get("/api/v1/me").text("role")).isEqualTo("user");
    }

    @Test
    void linksAnIdentityFromASignedInSessionAndTakesItAwayAgain() {
        var id = connect(Map.of("signUp", "existing"));
        var person = newPerson();
        var identity = OpenIdProvider.person(nobody());
        identity.put("email", anAddress());

        assertThat(linked(person, id, identity)).isEqualTo("/settings/security");

        var items = person.get("/api/v1/me/identities").expect(200).json().path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.get(0).path("provider").asString()).isEqualTo(id);
        assertThat(items.get(0).path("name").asString()).isEqualTo("Staff");
        assertThat(items.get(0).path("subjectHint").asString()).endsWith("@example.org");
        assertThat(items.get(0).path("subjectHint").asString()).isNotEqualTo(identity.get("email"));
        var browser = new Browser();
        browser.signIn(id, identity).expect(303);
        assertThat(browser.tab().userId()).isEqualTo(person.userId());

        assertThat(linked(newPerson(), id, identity)).contains("problem=linked-elsewhere");
        var one = items.get(0).path("id").asString();
        newPerson().delete("/api/v1/me/identities/" + one).expectProblem(404, "not-found");
        person.delete("/api/v1/me/identities/" + one).expect(204);
        assertProblem(new Browser().signIn(id, identity), "no-sign-up");
        person.post("/api/v1/me/identities/none", "{}").expectProblem(404, "not-found");
    }

    /** Where the browser ends up. */
    private String linked(Api person, String id, Map<String, Object> identity) {
        var browser = new Browser();
        var asked = browser.kept(person.post("/api/v1/me/identities/" + id, "{}").expect(200));
        var back = provider.signIn(URI.create(asked.text("location")), identity);
        return browser.callback(id, back).expect(303).header("location");
    }

    @Test
    void aLinkThatASessionAskedForEndsWithIt() {
        var id = connect();
        var person = newPerson();
        var browser = new Browser();
        var asked = browser.kept(person.post("/api/v1/me/identities/" + id, "{}").expect(200));
        var back =
                provider.signIn(
                        URI.create(asked.text("location")), OpenIdProvider.person(nobody()));
        person.post("/api/v1/auth/logout", "{}").expect(204);

        assertThat(browser.callback(id, back).header("location")).contains("problem=signed-out");
    }

    @Test
    void theLastWayInStays() {
        var id = connect();
        var browser = new Browser();
        browser.signIn(id, OpenIdProvider.person(nobody())).expect(303);
        var tab = browser.tab();
        var only =
                tab.get("/api/v1/me/identities").json().path("items").get(0).path("id").asString();

        tab.delete("/api/v1/me/identities/" + only).expectProblem(409, "conflict");
        assertThat(new Browser().signIn(id, OpenIdProvider.person(nobody())).status())
                .isEqualTo(303);
        assertThat(tab.get("/api/v1/me/identities").json().path("items").size()).isEqualTo(1);
    }

    @Test
    void gitHubSaysWhoSomebodyIsByItsApi() {
        provider.at(
                "/login/oauth/access_token",
                exchange -> {
                    var form =
                            OpenIdProvider.query(
                                    new String(exchange.getRequestBody().readAllBytes()));
                    var good =
                            "the code".equals(form.get("code"))
                                    && form.getOrDefault("code_verifier", "").length() == 43;
                    OpenIdProvider.json(
                            exchange,
                            200,
                            good
                                    ? Map.of("access_token", "gho_1", "token_type", "bearer")
                                    : Map.of("error", "bad_verification_code"));
                });
        var email = anAddress();
        provider.at(
                "/api/v3/user",
                exchange ->
                        OpenIdProvider.json(
                                exchange, 200, Map.of("id", 583_231, "login", "octocat")));
        provider.at(
                "/api/v3/user/emails",
                exchange ->
                        OpenIdProvider.json(
                                exchange,
                                200,
                                List.of(
                                        Map.of(
                                                "email",
                                                "unverified@example.org",
                                                "primary",
                                                false,
                                                "verified",
                                                false),
                                        Map.of(
                                                "email",
                                                email,
                                                "primary",
                                                true,
                                                "verified",
                                                true))));
        var id = connect(Map.of("preset", "github", "name", "GitHub"));
        var browser = new Browser();
        var location = browser.depart(id, "/");
        assertThat(location.toString()).startsWith(provider.issuer() + "/login/oauth/authorize?");
        var state = OpenIdProvider.query(location.getRawQuery()).get("state");

        browser.callback(id, "code=the+code&state=" + state).expect(303);

        var me = browser.tab().get("/api/v1/me").expect(200);
        assertThat(me.text("username")).startsWith("octocat");
        assertThat(me.text("email")).isEqualTo(email);
        var other = new Browser();
        var otherState = OpenIdProvider.query(other.depart(id, "/").getRawQuery()).get("state");
        assertProblem(other.callback(id, "code=wrong&state=" + otherState), "provider-refused");
    }
}
