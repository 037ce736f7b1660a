package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.util.List;
import java.util.Map;

/** How a provider's answers look on the wire. */
enum StubShape {
    OPENAI {
        @Override
        String text(String text) {
            return delta("{\"content\":" + quoted(text) + "}", "null");
        }

        @Override
        String reasoning(String text) {
            return delta("{\"reasoning_content\":" + quoted(text) + ",\"content\":null}", "null");
        }

        @Override
        String opening(int inputTokens) {
            return delta("{\"role\":\"assistant\",\"content\":\"\"}", "null");
        }

        @Override
        String ending(String finish, int inputTokens, int outputTokens) {
            return delta("{}", quoted(finish))
                    + (inputTokens < 0 ? "" : usage(inputTokens, outputTokens));
        }

        @Override
        String last() {
            return "data: [DONE]\n\n";
        }

        @Override
        String midstreamError(int status, String message) {
            return "data: {\"error\":" + errorObject(status, message) + "}\n\n";
        }

        @Override
        String error(int status, String message) {
            return "{\"error\":" + errorObject(status, message) + "}";
        }

        @Override
        String whole(String text, int inputTokens, int outputTokens) {
            return """
            {"id":"chatcmpl-stub","object":"chat.completion","created":1700000000,"model":"stub","choices":[{"index":0,\
            "message":{"role":"assistant","content":%s},"finish_reason":"stop"}],"usage":{"prompt_tokens":%d,\
            "completion_tokens":%d,"total_tokens":%d}}"""
                    .formatted(quoted(text), inputTokens, outputTokens, inputTokens + outputTokens);
        }

        @Override
        String models(List<String> names) {
            var items =
                    names.stream()
                            .map(
                                    name ->
                                            "{\"id\":"
                                                    + quoted(name)
                                                    + ",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"stub\"}")
                            .toList();
            return "{\"object\":\"list\",\"data\":[" + String.join(",", items) + "]}";
        }

        private String usage(int inputTokens, int outputTokens) {
            return """
            data: {"id":"chatcmpl-stub","object":"chat.completion.chunk","created":1700000000,"model":"stub","choices":[],\
            "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}

            """
                    .formatted(inputTokens, outputTokens, inputTokens + outputTokens);
        }

        private String errorObject(int status, String message) {
            var code =
                    switch (status) {
                        case 400 ->
                                message.contains("context")
                                        ? "context_length_exceeded"
                                        : "unsupported_parameter";
                        case 401 -> "invalid_api_key";
                        case 404 -> "model_not_found";
                        case 429 -> "rate_limit_exceeded";
                        default -> "server_error";
                    };
            return "{\"message\":"
                    + quoted(message)
                    + ",\"type\":\"stub_error\",\"param\":null,\"code\":"
                    + quoted(code)
                    + "}";
        }
    },

    ANTHROPIC {
        @Override
        String text(String text) {
            return event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                            + quoted(text)
                            + "}");
        }

        @Override
        String reasoning(String text) {
            return event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":"
                            + quoted(text)
                            + "}");
        }

        @Override
        String opening(int inputTokens) {
            return start(inputTokens) + block("{\"type\":\"text\",\"text\":\"\"}");
        }

        @Override
        String openingWithReasoning(int inputTokens) {
            return start(inputTokens)
                    + block("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        }

        @Override
        String reasoningEnd() {
            return event("content_block_stop", "\"index\":0")
                    + block("{\"type\":\"text\",\"text\":\"\"}");
        }

        private String start(int inputTokens) {
            return event(
                            "message_start",
                            """
                            "message":{"id":"msg_stub","type":"message","role":"assistant","model":"stub","content":[],\
                            "stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":%d,"output_tokens":1}}"""
                                    .formatted(Math.max(0, inputTokens)))
                    + event("ping", "\"x\":0");
        }

        private String block(String content) {
            return event("content_block_start", "\"index\":0,\"content_block\":" + content);
        }

        @Override
        String ending(String finish, int inputTokens, int outputTokens) {
            var reason =
                    switch (finish) {
                        case "length" -> "max_tokens";
                        case "content_filter" -> "refusal";
                        default -> "end_turn";
                    };
            return event("content_block_stop", "\"index\":0")
                    + event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":"
                                    + quoted(reason)
                                    + ",\"stop_sequence\":null}"
                                    + (inputTokens < 0
                                            ? ""
                                            : ",\"usage\":{\"output_tokens\":"
                                                    + outputTokens
                                                    + "}"));
        }

        @Override
        String last() {
            return event("message_stop", "\"x\":0");
        }

        @Override
        String midstreamError(int status, String message) {
            return event("error", errorObject(status, message));
        }

        @Override
        String error(int status, String message) {
            return "{\"type\":\"error\"," + errorObject(status, message) + "}";
        }

        @Override
        String whole(String text, int inputTokens, int outputTokens) {
            return """
            {"id":"msg_stub","type":"message","role":"assistant","model":"stub","content":[{"type":"text","text":%s}],\
            "stop_reason":"end_turn","usage":{"input_tokens":%d,"output_tokens":%d}}"""
                    .formatted(quoted(text), inputTokens, outputTokens);
        }

        @Override
        String models(List<String> names) {
            var items =
                    names.stream()
                            .map(
                                    name ->
                                            "{\"type\":\"model\",\"id\":"
                                                    + quoted(name)
                                                    + ",\"display_name\":"
                                                    + quoted("Stub " + name)
                                                    + ",\"created_at\":\"2025-01-01T00:00:00Z\"}")
                            .toList();
            return "{\"data\":[" + String.join(",", items) + "],\"has_more\":false}";
        }

        private String event(String type, String members) {
            return "event: " + type + "\ndata: {\"type\":" + quoted(type) + "," + members + "}\n\n";
        }

        private String errorObject(int status, String message) {
            var type =
                    switch (status) {
                        case 401 -> "authentication_error";
                        case 404 -> "not_found_error";
                        case 429 -> "rate_limit_error";
                        case 400 -> "invalid_request_error";
                        case 500 -> "api_error";
                        default -> "overloaded_error";
                    };
            return "\"error\":{\"type\":" + quoted(type) + ",\"message\":" + quoted(message) + "}";
        }
    },

    GEMINI {
        @Override
        String text(String text) {
            return part("{\"text\":" + quoted(text) + "}");
        }

        @Override
        String reasoning(String text) {
            return part("{\"text\":" + quoted(text) + ",\"thought\":true}");
        }

        @Override
        String opening(int inputTokens) {
            return "";
        }

        @Override
        String ending(String finish, int inputTokens, int outputTokens) {
            var reason =
                    switch (finish) {
                        case "length" -> "MAX_TOKENS";
                        case "content_filter" -> "SAFETY";
                        default -> "STOP";
                    };
            var usage =
                    inputTokens < 0
                            ? ""
                            : ",\"usageMetadata\":{\"promptTokenCount\":%d,\"candidatesTokenCount\":%d,\"totalTokenCount\":%d}"
                                    .formatted(
                                            inputTokens, outputTokens, inputTokens + outputTokens);
            return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":"
                    + quoted(reason)
                    + ",\"index\":0}]"
                    + usage
                    + ",\"modelVersion\":\"stub\"}\r\n\r\n";
        }

        @Override
        String last() {
            return "";
        }

        @Override
        String midstreamError(int status, String message) {
            return "data: " + error(status, message) + "\r\n\r\n";
        }

        @Override
        String error(int status, String message) {
            var name =
                    switch (status) {
                        case 400 -> "INVALID_ARGUMENT";
                        case 401 -> "UNAUTHENTICATED";
                        case 404 -> "NOT_FOUND";
                        case 429 -> "RESOURCE_EXHAUSTED";
                        case 500 -> "INTERNAL";
                        default -> "UNAVAILABLE";
                    };
            return "{\"error\":{\"code\":"
                    + status
                    + ",\"message\":"
                    + quoted(message)
                    + ",\"status\":"
                    + quoted(name)
                    + "}}";
        }

        @Override
        String whole(String text, int inputTokens, int outputTokens) {
            return """
            {"candidates":[{"content":{"parts":[{"text":%s}],"role":"model"},"finishReason":"STOP","index":0}],\
            "usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":%d,"totalTokenCount":%d}}"""
                    .formatted(quoted(text), inputTokens, outputTokens, inputTokens + outputTokens);
        }

        @Override
        String models(List<String> names) {
            var items =
                    names.stream()
                            .map(
                                    name ->
                                            "{\"name\":"
                                                    + quoted("models/" + name)
                                                    + ",\"displayName\":"
                                                    + quoted("Stub " + name)
                                                    + ",\"inputTokenLimit\":32768,\"outputTokenLimit\":8192,"
                                                    + "\"supportedGenerationMethods\":[\"generateContent\",\"countTokens\"]}")
                            .toList();
            return "{\"models\":["
                    + String.join(",", items)
                    + ",{\"name\":\"models/stub-counter\",\"displayName\":\"Stub counter\","
                    + "\"supportedGenerationMethods\":[\"countTokens\"]}]}";
        }

        private String part(String part) {
            return "data: {\"candidates\":[{\"content\":{\"parts\":["
                    + part
                    + "],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"stub\"}\r\n\r\n";
        }
    },

    OLLAMA {
        @Override
        String text(String text) {
            return line(
                    "\"message\":{\"role\":\"assistant\",\"content\":"
                            + quoted(text)
                            + "},\"done\":false");
        }

        @Override
        String reasoning(String text) {
            return line(
                    "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":"
                            + quoted(text)
                            + "},\"done\":false");
        }

        @Override
        String opening(int inputTokens) {
            return "";
        }

        @Override
        String ending(String finish, int inputTokens, int outputTokens) {
            return line(
                    "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":"
                            + quoted(finish)
                            + (inputTokens < 0
                                    ? ""
                                    : ",\"prompt_eval_count\":%d,\"eval_count\":%d"
                                            .formatted(inputTokens, outputTokens)));
        }

        @Override
        String last() {
            return "";
        }

        @Override
        String midstreamError(int status, String message) {
            return error(status, message) + "\n";
        }

        @Override
        String error(int status, String message) {
            return "{\"error\":" + quoted(message) + "}";
        }

        @Override
        String whole(String text, int inputTokens, int outputTokens) {
            return line(
                    "\"message\":{\"role\":\"assistant\",\"content\":"
                            + quoted(text)
                            + "},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":%d,\"eval_count\":%d"
                                    .formatted(inputTokens, outputTokens));
        }

        @Override
        String models(List<String> names) {
            var items =
                    names.stream()
                            .map(
                                    name ->
                                            "{\"name\":"
                                                    + quoted(name)
                                                    + ",\"model\":"
                                                    + quoted(name)
                                                    + ",\"modified_at\":\"2025-01-01T00:00:00Z\",\"size\":1,\"digest\":\"00\","
                                                    + "\"details\":{\"family\":\"stub\",\"parameter_size\":\"1B\"}}")
                            .toList();
            return "{\"models\":[" + String.join(",", items) + "]}";
        }

        private String line(String members) {
            return "{\"model\":\"stub\",\"created_at\":\"2025-01-01T00:00:00Z\"," + members + "}\n";
        }
    };

    private static final String CHUNK =
            "data: {\"id\":\"chatcmpl-stub\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                    + "\"model\":\"stub\",\"system_fingerprint\":\"fp_stub\",\"choices\":[{\"index\":0,\"delta\":";

    /** One piece of the answer. */
    abstract String text(String text);

    /** One piece of what the model thinks. */
    abstract String reasoning(String text);

    /** What comes before the first piece. */
    abstract String opening(int inputTokens);

    /**
     * How the answer ends.
     *
     * @param finish {@code stop}, {@code length} or {@code content_filter}
     * @param inputTokens negative: no usage is told
     */
    abstract String ending(String finish, int inputTokens, int outputTokens);

    /** What comes before the first piece where the model thinks first. */
    String openingWithReasoning(int inputTokens) {
        return opening(inputTokens);
    }

    /** What comes between thinking and the answer. */
    String reasoningEnd() {
        return "";
    }

    /** The mark after the end, where there is one. */
    abstract String last();

    /** An error in the middle of an answer. */
    abstract String midstreamError(int status, String message);

    /** The body of an error answer. */
    abstract String error(int status, String message);

    /** An answer that is not streamed. */
    abstract String whole(String text, int inputTokens, int outputTokens);

    abstract String models(List<String> names);

    /** An OpenAI chunk with this delta. */
    static String delta(String delta, String finish) {
        return CHUNK + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]}\n\n";
    }

    String contentType() {
        return this == OLLAMA ? "application/x-ndjson" : "text/event-stream";
    }

    /** The shape that a request asks for; Anthropic shares a path with OpenAI. */
    static StubShape of(String path, Map<String, String> headers) {
        if (path.startsWith("/v1beta/")) {
            return GEMINI;
        }
        if (path.startsWith("/api/")) {
            return OLLAMA;
        }
        var anthropic = path.startsWith("/v1/messages") || headers.containsKey("anthropic-version");
        return anthropic ? ANTHROPIC : OPENAI;
    }
}
