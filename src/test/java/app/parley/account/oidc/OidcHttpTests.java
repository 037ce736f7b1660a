package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OidcHttpTests extends OidcTests {
    @Test
    void makesAnAccountAtTheFirstSignInAndFindsItAtTheNext() {
        var id = connect();
        var person = OpenIdProvider.person(nobody());
        person.put("preferred_username", "Grace Hopper" + nobody().substring(30));
        person.put("name", "Grace Hopper");
        person.put("email", nobody() + "@example.org");
        person.put("email_verified", true);
        var browser = new Browser();

        var back = provider.signIn(browser.depart(id, "/chats/1?x=1"), person);
        var arrived = browser.callback(id, back).expect(303);

        assertThat(arrived.header("location")).isEqualTo("/chats/1?x=1");
        var first = browser.tab().get("/api/v1/me").expect(200).json();
        assertThat(first.path("username").asString()).startsWith("Grace.Hopper");
        assertThat(first.path("displayName").asString()).isEqualTo("Grace Hopper");
        assertThat(first.path("email").asString()).isEqualTo(person.get("email"));
        assertThat(first.path("emailVerified").asBoolean()).isTrue();
        assertThat(first.path("role").asString()).isEqualTo("user");

        person.put("preferred_username", "renamed");
        person.put("email", "other@example.org");
        var elsewhere = new Browser();
        elsewhere.signIn(id, person).expect(303);
        var second = elsewhere.tab().get("/api/v1/me").expect(200).json();

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("username")).isEqualTo(first.path("username"));
        assertThat(second.path("email")).isEqualTo(first.path("email"));
    }

    @Test
    void offersWhoIsConnectedToAnybody() {
        var id = connect(Map.of("name", "Staff sign-on"));

        var offered =
                anonymous().get("/api/v1/config").expect(200).json().path("identityProviders");

        assertThat(offered.toString())
                .contains("{\"id\":\"" + id + "\",\"name\":\"Staff sign-on\",\"preset\":null}");
        admin().patch("/api/v1/admin/identity-providers/" + id, "{\"enabled\": false}").expect(200);
        assertThat(anonymous().get("/api/v1/config").body()).doesNotContain(id);
        assertProblem(new Browser().get("/api/v1/auth/oidc/" + id + "/start"), "unknown-provider");
        assertProblem(new Browser().get("/api/v1/auth/oidc/none/start"), "unknown-provider");
    }

    @Test
    void theAnswerCountsOnceAndInTheBrowserThatAskedAlone() {
        var id = connect();
        var browser = new Browser();
        var back = provider.signIn(browser.depart(id, "/"), OpenIdProvider.person(nobody()));

        assertProblem(new Browser().callback(id, back), "expired");
        var thief = new Browser();
        thief.depart(id, "/");
        assertProblem(thief.callback(id, back), "expired");
        browser.callback(id, back).expect(303);
        assertProblem(browser.callback(id, back), "expired");
        assertProblem(browser.callback(id, "code=1&state=none"), "expired");
        assertProblem(browser.callback(id, "code=1"), "expired");
        assertProblem(browser.callback(id, back + "&state=two"), "expired");
    }

    @Test
    void twoTabsCanBeOnTheirWay() {
        var id = connect();
        var browser = new Browser();
        var one = provider.signIn(browser.depart(id, "/one"), OpenIdProvider.person(nobody()));
        var two = provider.signIn(browser.depart(id, "/two"), OpenIdProvider.person(nobody()));

        assertThat(browser.callback(id, two).header("location")).isEqualTo("/two");
        assertThat(browser.callback(id, one).header("location")).isEqualTo("/one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.test",
                "/\\evil.test",
                "\\\\evil.test",
                "https://evil.test/",
                "javascript:alert(1)",
                "/a//evil.test",
                "/../../evil.test",
                "/\tevil",
                "/a\r\nSet-Cookie: x=y",
                "evil.test",
                "/api/v1/auth/oidc/x/start",
                "/a#/b"
            })
    void leadsNowhereElseAfterwards(String wish) {
        var id = connect();
        var browser = new Browser();

        var back = provider.signIn(browser.depart(id, wish), OpenIdProvider.person(nobody()));

        assertThat(browser.callback(id, back).expect(303).header("location")).isEqualTo("/");
    }
}
