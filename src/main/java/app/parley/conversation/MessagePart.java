package app.parley.conversation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A piece of a message, in reading order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessagePart.Text.class, name = "text"),
    @JsonSubTypes.Type(value = MessagePart.Reasoning.class, name = "reasoning")
})
public sealed interface MessagePart {
    String text();

    /** What is said. */
    record Text(String text) implements MessagePart {}

    /** What the model thought before it said something. */
    record Reasoning(String text) implements MessagePart {}
}
