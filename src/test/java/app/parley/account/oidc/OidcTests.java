package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

/** What tests of sign-in with a provider share: a provider that is connected, and browsers. */
abstract class OidcTests extends HttpTests {
    static final JsonMapper JSON = new JsonMapper();

    private final List<String> connected = new ArrayList<>();
    OpenIdProvider provider;

    @BeforeEach
    void startProvider() {
        provider = new OpenIdProvider();
    }

    @AfterEach
    void stopProvider() {
        connected.forEach(id -> admin().delete("/api/v1/admin/identity-providers/" + id));
        provider.close();
    }

    /** Connects the provider as an administrator does, and says its id. */
    final String connect(Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>();
        body.put("name", "Staff");
        body.put("issuer", provider.issuer());
        body.put("clientId", OpenIdProvider.CLIENT);
        body.put("clientSecret", OpenIdProvider.SECRET);
        body.put("signUp", "any");
        body.putAll(more);
        var added =
                admin().post("/api/v1/admin/identity-providers", JSON.writeValueAsString(body))
                        .expect(201);
        connected.add(added.text("id"));
        return added.text("id");
    }

    final String connect() {
        return connect(Map.of());
    }

    /** A subject that nobody has yet. */
    static String nobody() {
        return "sub-" + UUID.randomUUID();
    }

    /** A browser that keeps cookies and goes nowhere by itself. */
    final class Browser {
        final Map<String, String> cookies = new LinkedHashMap<>();

        Reply get(String path) {
            var api = anonymous();
            var request = api.request(path);
            if (!cookies.isEmpty()) {
                request.header("Cookie", cookieHeader());
            }
            return kept(api.send(request.GET()));
        }

        String cookieHeader() {
            var text = new ArrayList<String>();
            cookies.forEach((name, value) -> text.add(name + "=" + value));
            return String.join("; ", text);
        }

        Reply kept(Reply reply) {
            for (var cookie : reply.cookies()) {
                var pair = cookie.substring(0, cookie.indexOf(';')).split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return reply;
        }

        /** Where Parley sends this browser to sign in. */
        URI depart(String id, String returnTo) {
            var reply =
                    get("/api/v1/auth/oidc/"
                                    + id
                                    + "/start?returnTo="
                                    + OpenIdProvider.encoded(returnTo))
                            .expect(303);
            return URI.create(reply.header("location"));
        }

        /** Goes there, signs in, and comes back. */
        Reply signIn(String id, Map<String, Object> person) {
            var back = provider.signIn(depart(id, "/"), person);
            return callback(id, back);
        }

        Reply callback(String id, String query) {
            return get("/api/v1/auth/oidc/" + id + "/callback?" + query);
        }

        /** Who is signed in here, once its page has asked for an access token. */
        Api tab() {
            var tab = anonymous().withRefreshToken(cookies.getOrDefault("parley-refresh", ""));
            tab.refresh().expect(200);
            return tab;
        }
    }

    static void assertProblem(Reply reply, String code) {
        reply.expect(303);
        assertThat(reply.header("location")).startsWith("/sign-in?problem=" + code + "&");
        assertThat(reply.cookies()).noneMatch(cookie -> cookie.startsWith("parley-refresh="));
    }
}
