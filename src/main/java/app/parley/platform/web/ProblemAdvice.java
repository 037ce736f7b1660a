package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what a controller throws into a problem; the only place that does. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(
            ParleyException refused, HttpServletResponse response) {
        return problem(refused.code(), refused.detail(), refused.facts(), response);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> invalid(
            MethodArgumentNotValidException invalid, HttpServletResponse response) {
        var errors =
                invalid.getFieldErrors().stream()
                        .map(
                                error ->
                                        Map.of(
                                                "field",
                                                error.getField(),
                                                "message",
                                                String.valueOf(error.getDefaultMessage())))
                        .toList();
        return problem(
                ErrorCode.INVALID_REQUEST,
                "Some fields are not valid.",
                Map.of("errors", errors),
                response);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(
            HttpMessageNotReadableException unreadable, HttpServletResponse response) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown ->
                    problem(
                            ErrorCode.UNKNOWN_FIELD,
                            "The body has a field that is not known here.",
                            Map.of(
                                    "errors",
                                    List.of(
                                            Map.of(
                                                    "field",
                                                    unknown.getPropertyName(),
                                                    "message",
                                                    "is not known"))),
                            response);
            case MismatchedInputException mismatched ->
                    problem(
                            ErrorCode.INVALID_REQUEST,
                            "The body does not have the expected shape.",
                            Map.of(),
                            response);
            case null, default ->
                    problem(
                            ErrorCode.MALFORMED_JSON,
                            "The body could not be read as JSON.",
                            Map.of(),
                            response);
        };
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> mistyped(
            MethodArgumentTypeMismatchException mistyped, HttpServletResponse response) {
        // An id that is no id is an id of nothing.
        var code =
                mistyped.getParameter().hasParameterAnnotation(PathVariable.class)
                        ? ErrorCode.NOT_FOUND
                        : ErrorCode.INVALID_REQUEST;
        return problem(code, code.title() + ".", Map.of(), response);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> any(Exception failure, HttpServletResponse response) {
        var code = failure instanceof ErrorResponse known ? codeOf(known) : ErrorCode.INTERNAL;
        if (code == ErrorCode.INTERNAL) {
            LOG.error("A request failed", failure);
        }
        return problem(code, code.title() + ".", Map.of(), response);
    }

    private static ErrorCode codeOf(ErrorResponse known) {
        return switch (known.getStatusCode().value()) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default ->
                    known.getStatusCode().is4xxClientError()
                            ? ErrorCode.INVALID_REQUEST
                            : ErrorCode.INTERNAL;
        };
    }

    private static ResponseEntity<Map<String, Object>> problem(
            ErrorCode code,
            String detail,
            Map<String, Object> facts,
            HttpServletResponse response) {
        var answer =
                ResponseEntity.status(code.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (facts.get(Problem.RETRY_AFTER) instanceof Number seconds) {
            answer.header("Retry-After", String.valueOf(seconds.longValue()));
        }
        return answer.body(Problem.of(code, detail, facts, response.getHeader("X-Request-Id")));
    }
}
