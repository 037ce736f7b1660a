package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.List;
import java.util.Map;

/** A field of a form that is not taken, and what to change. */
final class InvalidField extends ParleyException {
    InvalidField(String field, String reason) {
        this(ErrorCode.INVALID_REQUEST, field, reason);
    }

    InvalidField(ErrorCode code, String field, String reason) {
        super(code, reason, Map.of("errors", List.of(Map.of("field", field, "message", reason))));
    }
}
