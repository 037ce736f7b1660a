package app.parley.platform.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers where a filter or the container refused a request, in the same words as everywhere. */
@RestController
@Hidden
class ErrorPage implements ErrorController {
    private final Problems problems;

    ErrorPage(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Object> answer(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            var failure = Failures.of(thrown);
            problems.record(request, failure, thrown);
            return problems.answer(request, failure);
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return problems.answer(
                request,
                Failures.ofStatus(
                        HttpStatusCode.valueOf(status instanceof Integer known ? known : 404)));
    }
}
