package app.parley.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever a controller throws into problem details. */
@RestControllerAdvice
class ProblemAdvice {
    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> answer(
            Exception thrown, HttpServletRequest request, HttpServletResponse response) {
        var clientLeft =
                !(thrown instanceof DataAccessException) // its connection is another one
                        && DisconnectedClientHelper.isClientDisconnectedException(thrown);
        if (clientLeft || response.isCommitted()) {
            return null; // nobody is there to be told, or it is too late to
        }
        var failure = Failures.of(thrown);
        problems.record(request, failure, thrown);
        return problems.answer(request, failure);
    }
}
