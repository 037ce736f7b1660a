package app.parley.platform.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told when a request fails (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says what happened
 * @param detail one sentence for people
 * @param code the stable kebab-case name of what happened
 * @param requestId the name of the request in the server's log
 * @param errors which fields are wrong, if that is what is wrong
 * @param facts further members that a client can act on, such as {@code retryAfterSeconds}
 */
@Schema(description = "What went wrong (RFC 9457, application/problem+json)")
public record Problem(
        @Schema(example = "about:blank") String type,
        @Schema(example = "The request is not valid") String title,
        @Schema(example = "400") int status,
        @Schema(example = "username: must have 3 to 50 characters.") String detail,
        @Schema(example = "invalid-request") String code,
        @Schema(example = "5d2c6f0a9b3e4c7d8e1f2a3b") String requestId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Field> errors,
        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> facts) {
    /**
     * @param field the path of the field in the body, or the parameter's name
     * @param message what is wrong with it
     */
    public record Field(
            @Schema(example = "username") String field,
            @Schema(example = "must have 3 to 50 characters") String message) {}
}
