package app.parley.platform.web;

import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problem details; filters, which stand before the controllers, call it directly. */
@Component
public class Problems {
    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** Answers the request with this problem, unless an answer is already on its way. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ParleyException problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.setStatus(problem.code().status());
        response.setContentType(Problem.MEDIA_TYPE);
        var members =
                Problem.of(
                        problem.code(),
                        problem.detail(),
                        problem.facts(),
                        response.getHeader("X-Request-Id"));
        response.getOutputStream().write(json.writeValueAsBytes(members));
    }
}
