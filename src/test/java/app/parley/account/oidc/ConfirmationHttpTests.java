package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.support.Api;
import app.parley.support.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever has no password proves anew at the provider who they are. */
class ConfirmationHttpTests extends OidcTests {
    @Autowired private Database database;

    /** As if the sign-in were longer ago than five minutes. */
    private void age(Api tab) {
        database.change(
                sql ->
                        sql.sql("update session set confirmed_at = 0 where account_id = :id")
                                .param("id", tab.userId())
                                .update());
    }

    private URI departure(Browser browser, String id) {
        var reply =
                browser.get(
                                "/api/v1/auth/oidc/"
                                        + id
                                        + "/start?stepUp=true&returnTo=/settings/security")
                        .expect(303);
        return URI.create(reply.header("location"));
    }

    private static Reply guarded(Api tab) {
        return tab.post("/api/v1/me/identities/none", "{}");
    }

    @Test
    void opensWhatAsksForFreshProofAndNothingElseDoes() {
        var id = connect();
        var person = OpenIdProvider.person(nobody());
        var browser = new Browser();
        browser.signIn(id, person).expect(303);
        var tab = browser.tab();
        browser.cookies.put("parley-refresh", tab.refreshToken());
        guarded(tab).expectProblem(404, "not-found");
        age(tab);
        var refused = guarded(tab).expectProblem(403, "step-up-required").json();
        assertThat(refused.path("methods").toString()).isEqualTo("[\"identity-provider\"]");
        assertThat(refused.path("providers").get(0).path("id").asString()).isEqualTo(id);

        var location = departure(browser, id);
        assertThat(OpenIdProvider.query(location.getRawQuery()))
                .containsEntry("max_age", "0")
                .containsEntry("prompt", "login");
        var somebody = provider.signIn(location, OpenIdProvider.person(nobody()));
        assertThat(browser.callback(id, somebody).header("location"))
                .startsWith("/settings/security?problem=other-person");
        provider.claims(said -> said.put("auth_time", Instant.now().getEpochSecond() - 600));
        var stale = provider.signIn(departure(browser, id), person);
        assertThat(browser.callback(id, stale).header("location")).contains("problem=not-fresh");
        provider.claims(said -> said.remove("auth_time"));
        var silent = provider.signIn(departure(browser, id), person);
        assertThat(browser.callback(id, silent).header("location")).contains("problem=not-fresh");
        guarded(tab).expectProblem(403, "step-up-required");

        provider.claims(_ -> {});
        var fresh = provider.signIn(departure(browser, id), person);
        assertThat(browser.callback(id, fresh).header("location")).isEqualTo("/settings/security");

        guarded(tab).expectProblem(404, "not-found");
    }

    @Test
    void aBrowserWithoutASessionHasNothingToConfirm() {
        var id = connect();

        assertProblem(
                new Browser().get("/api/v1/auth/oidc/" + id + "/start?stepUp=true"), "signed-out");
    }

    @Test
    void gitHubCannotConfirm() {
        var id = connect(Map.of("preset", "github"));
        var person = newPerson();
        var browser = new Browser();
        browser.cookies.put("parley-refresh", person.refreshToken());

        assertProblem(browser.get("/api/v1/auth/oidc/" + id + "/start?stepUp=true"), "not-fresh");
    }
}
