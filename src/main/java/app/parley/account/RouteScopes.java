package app.parley.account;

import static app.parley.account.KeyScope.ACCOUNT_READ;
import static app.parley.account.KeyScope.ADMIN;
import static app.parley.account.KeyScope.CHAT;
import static app.parley.account.KeyScope.CHATS_READ;
import static app.parley.account.KeyScope.KNOWLEDGE_READ;
import static app.parley.account.KeyScope.KNOWLEDGE_WRITE;
import static app.parley.account.KeyScope.MODELS_READ;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * What a key needs for each route: the first line that matches counts, and no line means that no
 * key may. What changes who may sign in to an account, or makes new keys to it, is for people.
 */
@Component
class RouteScopes {
    private final List<Line> lines = new ArrayList<>();

    RouteScopes() {
        lines("/api/v1")
                .open("GET", "/config")
                .open("POST", "/csp-reports")
                .people("/auth/**")
                .needs(ACCOUNT_READ, "GET", "/me")
                .people("/me", "/me/**");
        lines("/api/v1")
                .needs(MODELS_READ, "GET", "/models", "/embedding-models")
                .needs(CHATS_READ, "GET", "/conversations", "/conversations/**", "/events")
                .needs(CHAT, "POST", "/conversations", "/conversations/{id}/turns")
                .needs(CHAT, "PATCH", "/conversations/{id}")
                .needs(CHAT, "DELETE", "/conversations/{id}")
                .needs(CHAT, "GET", "/turns/{id}/events")
                .needs(CHAT, "POST", "/turns/{id}/stop", "/attachments");
        lines("/api/v1")
                .needs(KNOWLEDGE_READ, "GET", "/collections", "/collections/**", "/documents/**")
                .needs(KNOWLEDGE_READ, "POST", "/collections/{id}/inspect")
                .needs(KNOWLEDGE_WRITE, null, "/collections", "/collections/**", "/documents/**");
        lines("/api/v1/admin")
                .needs(ADMIN, "GET", "/people", "/invitations", "/audit", "/audit/export")
                .needs(ADMIN, "GET", "/audit/verification", "/moderation/events")
                .people("/people/**", "/invitations/**", "/identity-providers/**", "/audit/**")
                .people("/moderation/events/**", "/chats/**")
                .needs(ADMIN, null, "/settings", "/providers", "/providers/**")
                .needs(ADMIN, null, "/web-search", "/web-search/**", "/mail", "/mail/**")
                .needs(ADMIN, null, "/moderation", "/moderation/**")
                .needs(ADMIN, null, "/webhooks", "/webhooks/**");
        lines("")
                .needs(ADMIN, "GET", "/metrics")
                .open("GET", "/health", "/health/**", "/docs", "/docs/**", "/.well-known/**");
    }

    /** What a key needs. */
    sealed interface Rule {
        /** Nothing: the route is for anybody. */
        record Open() implements Rule {}

        record Needs(KeyScope scope) implements Rule {}

        record PeopleOnly() implements Rule {}
    }

    private record Line(RequestMatcher matcher, Rule rule) {}

    Rule of(HttpServletRequest request) {
        return listed(request).orElseGet(Rule.PeopleOnly::new);
    }

    /** What the table says in so many words. */
    Optional<Rule> listed(HttpServletRequest request) {
        return lines.stream()
                .filter(line -> line.matcher().matches(request))
                .map(Line::rule)
                .findFirst();
    }

    private Section lines(String base) {
        return new Section(base);
    }

    private final class Section {
        private final String base;

        Section(String base) {
            this.base = base;
        }

        Section open(String method, String... paths) {
            return add(new Rule.Open(), method, paths);
        }

        Section needs(KeyScope scope, @Nullable String method, String... paths) {
            return add(new Rule.Needs(scope), method, paths);
        }

        Section people(String... paths) {
            return add(new Rule.PeopleOnly(), null, paths);
        }

        private Section add(Rule rule, @Nullable String method, String... paths) {
            var routes = PathPatternRequestMatcher.withDefaults();
            for (var path : paths) {
                lines.add(
                        new Line(
                                method == null
                                        ? routes.matcher(base + path)
                                        : routes.matcher(HttpMethod.valueOf(method), base + path),
                                rule));
            }
            return this;
        }
    }
}
