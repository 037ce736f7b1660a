package app.parley.account.oidc;

import app.parley.support.Api;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID provider that an administrator has connected, for tests of other packages. */
public final class TestProvider implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/api/v1/admin/identity-providers";

    private final OpenIdProvider provider = new OpenIdProvider();
    private final Api administrator;
    private final String id;

    public TestProvider(Api administrator) {
        this.administrator = administrator;
        this.id =
                administrator
                        .post(
                                PATH,
                                JSON.writeValueAsString(
                                        Map.of(
                                                "name",
                                                "Staff",
                                                "issuer",
                                                provider.issuer(),
                                                "clientId",
                                                OpenIdProvider.CLIENT,
                                                "clientSecret",
                                                OpenIdProvider.SECRET)))
                        .expect(201)
                        .text("id");
    }

    /** What Parley calls it. */
    public String id() {
        return id;
    }

    /** Links somebody who is there to the person, and says the id of the link. */
    public String link(Api person) {
        var asked = person.post("/api/v1/me/identities/" + id, "{}").expect(200);
        var cookie = asked.cookies().getFirst();
        var back =
                provider.signIn(
                        URI.create(asked.text("location")),
                        OpenIdProvider.person("sub-" + UUID.randomUUID()));
        var browser = person.copy().withAccessToken("").withRefreshToken("");
        browser.send(
                        browser.request("/api/v1/auth/oidc/" + id + "/callback?" + back)
                                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                                .GET())
                .expect(303);
        return person.get("/api/v1/me/identities")
                .expect(200)
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
    }

    /** Takes the connection away again. */
    @Override
    public void close() {
        administrator.delete(PATH + "/" + id);
        provider.close();
    }
}
