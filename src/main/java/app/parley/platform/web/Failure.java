package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.List;
import java.util.Map;

/**
 * What an exception means to the client.
 *
 * @param headers what HTTP wants told beside the body, such as {@code Allow}
 */
record Failure(
        ErrorCode code,
        String detail,
        List<Problem.Field> fields,
        Map<String, Object> facts,
        Map<String, String> headers) {
    static Failure of(ErrorCode code, String detail) {
        return new Failure(code, detail, List.of(), Map.of(), Map.of());
    }

    static Failure of(ErrorCode code, String detail, Map<String, String> headers) {
        return new Failure(code, detail, List.of(), Map.of(), headers);
    }

    static Failure of(ParleyException known) {
        return new Failure(known.code(), known.detail(), List.of(), known.facts(), Map.of());
    }

    static Failure ofFields(ErrorCode code, List<Problem.Field> fields) {
        var detail =
                fields.isEmpty()
                        ? code.title() + "."
                        : fields.getFirst().field() + ": " + fields.getFirst().message() + ".";
        return new Failure(code, detail, fields, Map.of(), Map.of());
    }

    Problem toProblem(String requestId) {
        return new Problem(
                "about:blank",
                code.title(),
                code.status(),
                detail,
                code.code(),
                requestId,
                fields.isEmpty() ? null : fields,
                facts);
    }
}
