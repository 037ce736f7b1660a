package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Keys;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Goes through every route that the server has with keys that may and keys that may not. */
class KeyScopesHttpTests extends HttpTests {
    /** Routes of another product's API, and what this one shows people. */
    private static final Set<String> NOT_OURS = Set.of("/error");

    @Autowired private Map<String, RequestMappingInfoHandlerMapping> mappings;
    @Autowired private RouteScopes scopes;

    @Test
    void everyRouteOfTheApiSaysWhatAKeyNeedsForIt() {
        var silent = new TreeSet<String>();
        for (var route : routes()) {
            if (route.contains(" /api/") && scopes.listed(request(route)).isEmpty()) {
                silent.add(route);
            }
        }
        assertThat(silent)
                .as("routes without a line in RouteScopes: name a scope, or keep them for people")
                .isEmpty();
    }

    @Test
    void aKeyDoesWhatItsScopesSayAndNothingElse() {
        var administrator = admin();
        var able = new EnumMap<KeyScope, Api>(KeyScope.class);
        var unable = new EnumMap<KeyScope, Api>(KeyScope.class);
        for (var scope : KeyScope.values()) {
            able.put(scope, Keys.make(administrator, EnumSet.of(scope)));
            unable.put(scope, Keys.make(administrator, EnumSet.complementOf(EnumSet.of(scope))));
        }
        var almighty = Keys.make(administrator, EnumSet.allOf(KeyScope.class));
        var needed = new TreeSet<KeyScope>();

        for (var route : routes()) {
            switch (scopes.of(request(route))) {
                case RouteScopes.Rule.Needs(var scope) -> {
                    needed.add(scope);
                    send(unable.get(scope), route).expectProblem(403, "insufficient-scope");
                    // The notice stream would not end.
                    if (!route.equals("GET /api/v1/events")) {
                        assertThat(send(able.get(scope), route).body())
                                .as(route)
                                .doesNotContain("insufficient-scope");
                    }
                }
                case RouteScopes.Rule.PeopleOnly _ ->
                        send(almighty, route).expectProblem(403, "insufficient-scope");
                case RouteScopes.Rule.Open _ ->
                        assertThat(send(almighty, route).status()).as(route).isLessThan(500);
            }
        }

        assertThat(needed).containsExactlyInAnyOrder(KeyScope.values());
    }

    @Test
    void noKeyReachesWhatDecidesWhoMaySignIn() {
        var almighty = Keys.make(admin(), EnumSet.allOf(KeyScope.class));

        for (var route :
                Set.of(
                        "GET /api/v1/me/keys",
                        "POST /api/v1/me/keys",
                        "DELETE /api/v1/me/keys/{id}",
                        "PATCH /api/v1/me",
                        "DELETE /api/v1/me",
                        "POST /api/v1/me/password",
                        "POST /api/v1/me/email",
                        "GET /api/v1/me/sessions",
                        "DELETE /api/v1/me/sessions",
                        "POST /api/v1/me/factors/totp",
                        "POST /api/v1/me/passkeys",
                        "POST /api/v1/me/export",
                        "GET /api/v1/me/exports/{id}/file",
                        "POST /api/v1/auth/login",
                        "POST /api/v1/auth/refresh",
                        "PATCH /api/v1/admin/people/{id}",
                        "DELETE /api/v1/admin/people/{id}/sessions",
                        "DELETE /api/v1/admin/people/{id}/factors",
                        "POST /api/v1/admin/identity-providers",
                        "POST /api/v1/admin/chats/{id}/reading",
                        "GET /api/v1/no-such-route",
                        "POST /chat",
                        "GET /sessions")) {
            send(almighty, route).expectProblem(403, "insufficient-scope");
        }
    }

    private static Reply send(Api key, String route) {
        var parts = route.split(" ");
        return key.send(
                key.request(path(parts[1]))
                        .header("Content-Type", "application/json")
                        .method(parts[0], HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static MockHttpServletRequest request(String route) {
        var parts = route.split(" ");
        return new MockHttpServletRequest(parts[0], path(parts[1]));
    }

    private static String path(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()).replace("/**", "/x");
    }

    private Set<String> routes() {
        var found = new TreeSet<String>();
        for (var mapping : mappings.values()) {
            mapping.getHandlerMethods()
                    .keySet()
                    .forEach(
                            info -> {
                                for (var path : info.getPatternValues()) {
                                    for (var method : info.getMethodsCondition().getMethods()) {
                                        if (!NOT_OURS.contains(path)) {
                                            found.add(method + " " + path);
                                        }
                                    }
                                }
                            });
        }
        assertThat(found).contains("GET /api/v1/me", "DELETE /api/v1/me/keys/{id}");
        return found;
    }
}
