package app.parley.support;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events as they came, read line by line as the WHATWG's rules say. */
public final class Events {
    private static final JsonMapper JSON = new JsonMapper();

    private Events() {}

    /** One event; the id is a number on turn streams. */
    public record Event(String id, String type, JsonNode data) {
        public long position() {
            return Long.parseLong(id);
        }

        public boolean isFinal() {
            return List.of("finished", "stopped", "interrupted", "failed").contains(type);
        }
    }

    public static List<Event> of(String body) {
        return read(body.lines()).toList();
    }

    /** Reads events from lines as they come. */
    public static Stream<Event> read(Stream<String> lines) {
        var fields = new ArrayList<String>();
        return lines.<Event>mapMulti(
                (line, found) -> {
                    if (!line.isEmpty()) {
                        fields.add(line);
                    } else if (!fields.isEmpty()) {
                        if (fields.stream().anyMatch(field -> field.startsWith("data: "))) {
                            found.accept(event(fields));
                        }
                        fields.clear();
                    }
                });
    }

    /** All text of the answer, as a client would put it together. */
    public static String text(List<Event> events) {
        var text = new StringBuilder();
        for (var event : events) {
            switch (event.type()) {
                case "text-delta" -> text.append(event.data().path("text").asString());
                case "resync" -> {
                    text.setLength(0);
                    text.append(event.data().path("text").asString());
                }
                default -> {}
            }
        }
        return text.toString();
    }

    private static Event event(List<String> fields) {
        return new Event(
                field(fields, "id: "),
                field(fields, "event: "),
                JSON.readTree(field(fields, "data: ")));
    }

    private static String field(List<String> fields, String name) {
        return fields.stream()
                .filter(field -> field.startsWith(name))
                .map(field -> field.substring(name.length()))
                .collect(Collectors.joining("\n"));
    }
}
