package app.parley.platform.limits;

import org.springframework.http.HttpMethod;

/**
 * A route with a limit of its own in place of the general one. The feature that owns the route
 * contributes it as a bean.
 *
 * @param path as routes are mapped, such as {@code /api/v1/things/{id}}
 */
public record RouteLimit(HttpMethod method, String path, Limit limit) {}
