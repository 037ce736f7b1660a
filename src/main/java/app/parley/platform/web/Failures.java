package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindingResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what each exception means to the client; the only place that decides it. */
final class Failures {
    private static final String DATABASE_RETRY_SECONDS = "5";

    private Failures() {}

    /** Never tells anything internal: what is not known here is {@link ErrorCode#INTERNAL}. */
    static Failure of(Throwable thrown) {
        var known = causeOf(thrown, ParleyException.class);
        if (known != null) {
            return Failure.of(known);
        }
        return switch (thrown) {
            case HttpMessageNotReadableException unreadable -> ofBody(unreadable);
            case BindingResult invalid -> ofBinding(invalid);
            case HandlerMethodValidationException invalid -> ofParameters(invalid);
            case ConstraintViolationException invalid -> ofConstraints(invalid);
            case MethodArgumentTypeMismatchException mismatch -> ofMismatch(mismatch);
            case MissingRequestHeaderException missing -> ofMissingHeader(missing);
            case MissingServletRequestParameterException missing ->
                    ofField(missing.getParameterName(), "is required");
            case HttpRequestMethodNotSupportedException unsupported -> ofMethod(unsupported);
            case HttpMediaTypeNotSupportedException unsupported ->
                    Failure.of(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be "
                                    + listed(unsupported.getSupportedMediaTypes())
                                    + ".",
                            Map.of("Accept", listed(unsupported.getSupportedMediaTypes())));
            case HttpMediaTypeNotAcceptableException unacceptable ->
                    Failure.of(
                            ErrorCode.NOT_ACCEPTABLE,
                            "The answer is " + listed(unacceptable.getSupportedMediaTypes()) + ".");
            case NoResourceFoundException missing -> notFound();
            case NoHandlerFoundException missing -> notFound();
            case RequestRejectedException rejected -> badRequest();
            case AccessDeniedException denied ->
                    Failure.of(ErrorCode.FORBIDDEN, "You may not do this.");
            case AuthenticationException anonymous ->
                    Failure.of(ErrorCode.UNAUTHENTICATED, "Please sign in.");
            case DuplicateKeyException duplicate ->
                    Failure.of(
                            ErrorCode.CONFLICT,
                            "Something with the same name or id was there first.");
            case DataAccessResourceFailureException away -> databaseAway();
            case TransientDataAccessException busy -> databaseAway();
            case RecoverableDataAccessException away -> databaseAway();
            case CannotCreateTransactionException away -> databaseAway();
            case ErrorResponse response -> ofStatus(response.getStatusCode());
            default -> internal();
        };
    }

    /** For answers that the container or a filter made with nothing but a status. */
    static Failure ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> Failure.of(ErrorCode.UNAUTHENTICATED, "Please sign in.");
            case 403 -> Failure.of(ErrorCode.FORBIDDEN, "You may not do this.");
            case 404 -> notFound();
            case 405 -> Failure.of(ErrorCode.METHOD_NOT_ALLOWED, "The method is not allowed here.");
            case 406 -> Failure.of(ErrorCode.NOT_ACCEPTABLE, "No such representation.");
            case 413 -> Failure.of(ErrorCode.TOO_LARGE, "The request is too large.");
            case 415 ->
                    Failure.of(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported.");
            case 429 -> Failure.of(ErrorCode.RATE_LIMITED, "Too many requests.");
            case 503 ->
                    Failure.of(
                            ErrorCode.SHUTTING_DOWN,
                            "Parley is restarting.",
                            Map.of("Retry-After", DATABASE_RETRY_SECONDS));
            default -> status.is4xxClientError() ? badRequest() : internal();
        };
    }

    private static Failure ofBody(HttpMessageNotReadableException unreadable) {
        var unknown = causeOf(unreadable, UnrecognizedPropertyException.class);
        if (unknown != null) {
            return Failure.ofFields(
                    ErrorCode.UNKNOWN_FIELD,
                    List.of(new Problem.Field(pathOf(unknown), "is not known here")));
        }
        if (causeOf(unreadable, StreamConstraintsException.class) != null) {
            return Failure.of(
                    ErrorCode.INVALID_REQUEST,
                    "The JSON is nested too deep or holds too many or too long values.");
        }
        var syntax = causeOf(unreadable, StreamReadException.class);
        if (syntax != null) {
            var at = syntax.getLocation();
            return Failure.of(
                    ErrorCode.MALFORMED_JSON,
                    at == null
                            ? "The body is not valid JSON."
                            : "The body is not valid JSON at line %d, column %d."
                                    .formatted(at.getLineNr(), at.getColumnNr()));
        }
        var mapping = causeOf(unreadable, JacksonException.class);
        if (mapping instanceof MismatchedInputException && mapping.getPath().isEmpty()) {
            return Failure.of(
                    ErrorCode.INVALID_REQUEST, "The body is not the JSON that is expected here.");
        }
        if (mapping != null && !mapping.getPath().isEmpty()) {
            return ofField(pathOf(mapping), "has the wrong type or an impossible value");
        }
        return Failure.of(ErrorCode.MALFORMED_JSON, "The request needs a JSON body.");
    }

    private static Failure ofBinding(BindingResult invalid) {
        return Failure.ofFields(
                ErrorCode.INVALID_REQUEST,
                invalid.getFieldErrors().stream()
                        .map(error -> new Problem.Field(error.getField(), messageOf(error)))
                        .toList());
    }

    private static Failure ofParameters(HandlerMethodValidationException invalid) {
        return Failure.ofFields(
                ErrorCode.INVALID_REQUEST,
                invalid.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                new Problem.Field(
                                                                        nameOf(
                                                                                result
                                                                                        .getMethodParameter()),
                                                                        messageOf(error))))
                        .toList());
    }

    private static Failure ofConstraints(ConstraintViolationException invalid) {
        return Failure.ofFields(
                ErrorCode.INVALID_REQUEST,
                invalid.getConstraintViolations().stream()
                        .map(
                                violation ->
                                        new Problem.Field(
                                                StreamSupport.stream(
                                                                violation
                                                                        .getPropertyPath()
                                                                        .spliterator(),
                                                                false)
                                                        .skip(1) // the method
                                                        .map(String::valueOf)
                                                        .collect(Collectors.joining(".")),
                                                violation.getMessage()))
                        .toList());
    }

    private static Failure ofMismatch(MethodArgumentTypeMismatchException mismatch) {
        // Nothing has an id that is not even an id.
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? notFound()
                : ofField(mismatch.getName(), "has the wrong type");
    }

    private static Failure ofMissingHeader(MissingRequestHeaderException missing) {
        return missing.getHeaderName().equalsIgnoreCase("Idempotency-Key")
                ? Failure.of(
                        ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
                        "Send an Idempotency-Key header, new for each new request.")
                : ofField(missing.getHeaderName(), "is required");
    }

    private static Failure ofMethod(HttpRequestMethodNotSupportedException unsupported) {
        var allowed = unsupported.getSupportedHttpMethods();
        var list =
                allowed == null
                        ? ""
                        : allowed.stream()
                                .map(HttpMethod::name)
                                .sorted()
                                .collect(Collectors.joining(", "));
        return Failure.of(
                ErrorCode.METHOD_NOT_ALLOWED,
                "The method is not allowed here.",
                list.isEmpty() ? Map.of() : Map.of("Allow", list));
    }

    private static Failure ofField(String field, String message) {
        return Failure.ofFields(
                ErrorCode.INVALID_REQUEST, List.of(new Problem.Field(field, message)));
    }

    private static Failure badRequest() {
        return Failure.of(ErrorCode.INVALID_REQUEST, "The request is not valid.");
    }

    private static Failure notFound() {
        return Failure.of(ErrorCode.NOT_FOUND, "There is nothing here.");
    }

    private static Failure databaseAway() {
        return Failure.of(
                ErrorCode.DATABASE_UNAVAILABLE,
                "The database cannot be reached; please try again in a moment.",
                Map.of("Retry-After", DATABASE_RETRY_SECONDS));
    }

    private static Failure internal() {
        return Failure.of(
                ErrorCode.INTERNAL, "Something went wrong; the log knows more by the request id.");
    }

    private static String nameOf(MethodParameter parameter) {
        var name = parameter.getParameterName();
        return name == null ? "parameter" : name;
    }

    private static String messageOf(MessageSourceResolvable error) {
        var message = error.getDefaultMessage();
        return message == null ? "is not valid" : message;
    }

    private static String pathOf(JacksonException failed) {
        return failed.getPath().stream()
                .map(
                        step ->
                                step.getPropertyName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String listed(List<MediaType> types) {
        return types.isEmpty()
                ? MediaType.APPLICATION_JSON_VALUE
                : types.stream()
                        .filter(type -> !type.getSubtype().startsWith("*"))
                        .map(MediaType::toString)
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
