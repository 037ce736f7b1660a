package app.parley.platform.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How failures are told on routes whose clients expect another form than RFC 9457's. The module
 * that owns the routes contributes it as a bean.
 */
public interface ProblemForm {
    boolean covers(HttpServletRequest request);

    Told tell(Problem problem);

    /**
     * What the client is sent in a problem's place.
     *
     * @param body is written as JSON
     */
    record Told(int status, Object body) {}
}
