package app.parley.model.openai;

import app.parley.model.ModelRequest.Message;
import app.parley.model.gateway.ModelCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body of a chat request. */
final class ChatBody {
    private static final JsonFactory JSON = new JsonFactory();

    private ChatBody() {}

    static byte[] of(ModelCall call, Set<Option> options) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", wellFormed(call.model()));
            json.writeArrayPropertyStart("messages");
            for (var message : call.prompt()) {
                write(json, message);
            }
            json.writeEndArray();
            json.writeBooleanProperty("stream", true);
            if (options.contains(Option.USAGE)) {
                json.writeObjectPropertyStart("stream_options");
                json.writeBooleanProperty("include_usage", true);
                json.writeEndObject();
            }
            var limit = call.maxOutputTokens();
            if (limit != null && options.contains(Option.LIMIT)) {
                json.writeNumberProperty("max_tokens", limit);
            } else if (limit != null && options.contains(Option.COMPLETION_LIMIT)) {
                json.writeNumberProperty("max_completion_tokens", limit);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Message message) {
        json.writeStartObject();
        json.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("content", wellFormed(message.text()));
        json.writeEndObject();
    }

    /** JSON in UTF-8 cannot carry half a surrogate pair. */
    private static String wellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
