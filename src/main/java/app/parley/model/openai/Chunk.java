package app.parley.model.openai;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * One object of a stream, read against a closed schema: words, reasoning, the reason to end, usage
 * and errors. Everything else a server may send is skipped and never acted upon.
 */
final class Chunk {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(ChatStream.LONGEST_LINE)
                                    .build())
                    .build();

    @Nullable String content;
    @Nullable String reasoning;
    @Nullable String finishReason;
    @Nullable String error;
    int inputTokens = -1;
    int outputTokens = -1;

    /** Where the words' literal begins; -1 unless they are all that this chunk says. */
    int literal = -1;

    private int strings;

    /**
     * @throws JacksonException if it is not a JSON object
     */
    static Chunk parse(byte[] bytes, int from, int to) {
        var chunk = new Chunk();
        try (var parser = JSON.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                chunk.readObject(parser, from);
            }
        }
        if (chunk.strings != 1
                || chunk.reasoning != null
                || chunk.finishReason != null
                || chunk.error != null
                || chunk.inputTokens >= 0) {
            chunk.literal = -1;
        }
        return chunk;
    }

    private void readObject(JsonParser parser, int from) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "choices" -> readChoices(parser, from);
                case "usage" -> readUsage(parser);
                case "error" -> error = described(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void readChoices(JsonParser parser, int from) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readChoice(parser, from);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readChoice(JsonParser parser, int from) {
        String streamed = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "delta" -> {
                    content = null;
                    readWords(parser, from);
                    streamed = content == null ? "" : content;
                }
                // an answer that is not streamed; beside a delta it would say the same again
                case "message" -> {
                    if (streamed == null) {
                        readWords(parser, from);
                    } else {
                        parser.skipChildren();
                    }
                }
                case "finish_reason" -> {
                    if (parser.currentToken() == JsonToken.VALUE_STRING) {
                        finishReason = parser.getString();
                    } else {
                        parser.skipChildren();
                    }
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void readWords(JsonParser parser, int from) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String otherReasoning = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "content" -> readContent(parser, from);
                case "reasoning_content" -> reasoning = string(parser);
                case "reasoning" -> otherReasoning = string(parser);
                default -> parser.skipChildren();
            }
        }
        // some servers send both, with the same words
        if (reasoning == null) {
            reasoning = otherReasoning;
        }
    }

    private void readContent(JsonParser parser, int from) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            literal = from + (int) parser.currentTokenLocation().getByteOffset();
            content = parser.getString();
            strings++;
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            content = parts(parser);
        }
    }

    /** Words as a list of parts, as Mistral's reasoning models send them. */
    private static String parts(JsonParser parser) {
        var text = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                if (name.equals("text") && parser.currentToken() == JsonToken.VALUE_STRING) {
                    text.append(parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return text.toString();
    }

    private void readUsage(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var isNumber = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
            if (isNumber && name.equals("prompt_tokens")) {
                inputTokens = (int) Math.clamp(parser.getLongValue(), 0L, Integer.MAX_VALUE);
            } else if (isNumber && name.equals("completion_tokens")) {
                outputTokens = (int) Math.clamp(parser.getLongValue(), 0L, Integer.MAX_VALUE);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static @Nullable String string(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        parser.skipChildren();
        return null;
    }

    /** All strings of an error, to be classified; null where there is no error. */
    private static @Nullable String described(JsonParser parser) {
        switch (parser.currentToken()) {
            case VALUE_NULL -> {
                return null;
            }
            case START_OBJECT -> {
                var text = new StringBuilder();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    parser.nextToken();
                    if (parser.currentToken().isScalarValue()) {
                        text.append(parser.getString()).append(' ');
                    } else {
                        parser.skipChildren();
                    }
                }
                return text.toString();
            }
            default -> {
                var text = parser.currentToken().isScalarValue() ? parser.getString() : "";
                parser.skipChildren();
                return text;
            }
        }
    }
}
