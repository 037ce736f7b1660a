package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of an RFC 9457 problem, as every failed request answers. */
final class Problem {
    static final String MEDIA_TYPE = "application/problem+json";
    static final String RETRY_AFTER = "retryAfterSeconds";

    private Problem() {}

    static Map<String, Object> of(
            ErrorCode code, String detail, Map<String, Object> facts, @Nullable String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", code.title());
        members.put("status", code.status());
        members.put("detail", detail);
        members.put("code", code.code());
        if (requestId != null) {
            members.put("requestId", requestId);
        }
        members.putAll(facts);
        return members;
    }
}
