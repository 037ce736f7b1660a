package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problem details; filters, which stand before the controllers, call it directly. */
@Component
public class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json;
    private final List<ProblemForm> forms;

    Problems(JsonMapper json, List<ProblemForm> forms) {
        this.json = json;
        this.forms = forms;
    }

    /** Answers the request with this problem, unless an answer is already on its way. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ParleyException problem)
            throws IOException {
        write(request, response, Failure.of(problem));
    }

    void write(HttpServletRequest request, HttpServletResponse response, Failure failure)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        var answer = answer(request, failure);
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders()
                .forEach((name, values) -> values.forEach(v -> response.setHeader(name, v)));
        var body = json.writeValueAsBytes(answer.getBody());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    ResponseEntity<Object> answer(HttpServletRequest request, Failure failure) {
        var problem = failure.toProblem(RequestIds.of(request));
        var headers = headersOf(failure);
        for (var form : forms) {
            if (form.covers(request)) {
                var told = form.tell(problem);
                headers.setContentType(MediaType.APPLICATION_JSON);
                return ResponseEntity.status(HttpStatusCode.valueOf(told.status()))
                        .headers(headers)
                        .body(told.body());
            }
        }
        return ResponseEntity.status(HttpStatusCode.valueOf(problem.status()))
                .headers(headers)
                .body(problem);
    }

    /** What is our own fault is logged whole, under the id that the client was told. */
    void record(HttpServletRequest request, Failure failure, Throwable thrown) {
        if (failure.code() == ErrorCode.INTERNAL) {
            log.error("{} failed", RequestIds.of(request), thrown);
        } else if (failure.code().status() >= 500) {
            log.warn("{}: {}", failure.code().code(), thrown.toString());
        }
    }

    private static HttpHeaders headersOf(Failure failure) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        failure.headers().forEach(headers::set);
        if (failure.facts().get("retryAfterSeconds") instanceof Number seconds) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds.longValue()));
        }
        return headers;
    }
}
