package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Goes through every route that the server has, so that none is left open by oversight. */
class RouteMatrixHttpTests extends HttpTests {
    private static final Set<String> FOR_ANYBODY =
            Set.of(
                    "GET /api/v1/config",
                    "POST /api/v1/auth/register",
                    "POST /api/v1/auth/login",
                    "POST /api/v1/auth/login/second-factor",
                    "POST /api/v1/auth/passkey",
                    "POST /api/v1/auth/passkey/options",
                    "POST /api/v1/auth/refresh",
                    "POST /api/v1/auth/logout",
                    "GET /api/v1/auth/oidc/{id}/start",
                    "GET /api/v1/auth/oidc/{id}/callback",
                    "POST /api/v1/auth/oidc/{id}/backchannel-logout",
                    "POST /api/v1/csp-reports");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Test
    void everyRouteOfTheApiAsksWhoIsThere() {
        var open = new TreeSet<String>();
        for (var route : apiRoutes()) {
            var parts = route.split(" ");
            var request =
                    anonymous()
                            .request(parts[1].replaceAll("\\{[^}]*}", UUID.randomUUID().toString()))
                            .header("Content-Type", "application/json")
                            .method(parts[0], HttpRequest.BodyPublishers.ofString("{}"));
            var reply = anonymous().send(request);
            if (reply.status() != 401 || !reply.text("code").equals("unauthenticated")) {
                open.add(route);
            }
        }

        // Signing out and refreshing without a cookie changes nothing.
        assertThat(FOR_ANYBODY).containsAll(open);
    }

    @Test
    void everyRouteOfTheAdministratorRefusesOthers() {
        var person = newPerson();
        var refused = new TreeSet<String>();
        for (var route : apiRoutes()) {
            var parts = route.split(" ");
            if (!parts[1].startsWith("/api/v1/admin/")) {
                continue;
            }
            person.send(
                            person.request(
                                            parts[1].replaceAll(
                                                    "\\{[^}]*}", UUID.randomUUID().toString()))
                                    .header("Content-Type", "application/json")
                                    .method(parts[0], HttpRequest.BodyPublishers.ofString("{}")))
                    .expectProblem(403, "forbidden");
            refused.add(route);
        }

        assertThat(refused).contains("GET /api/v1/admin/settings", "PATCH /api/v1/admin/settings");
    }

    private Set<String> apiRoutes() {
        var found = new TreeSet<String>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            for (var path : mapping.getPatternValues()) {
                                for (var method : mapping.getMethodsCondition().getMethods()) {
                                    if (path.startsWith("/api/")) {
                                        found.add(method + " " + path);
                                    }
                                }
                            }
                        });
        assertThat(found).contains("GET /api/v1/me", "DELETE /api/v1/me/sessions/{id}");
        return found;
    }
}
