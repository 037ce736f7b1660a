package app.parley.platform.signature;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values of structured fields (RFC 9651, section 3), and how they are written (section 4.1). */
final class StructuredField {
    private StructuredField() {}

    /** What a dictionary holds by name. */
    sealed interface Member {
        Map<String, Bare> parameters();

        String text();
    }

    record Item(Bare value, Map<String, Bare> parameters) implements Member {
        Item {
            parameters = new LinkedHashMap<>(parameters);
        }

        @Override
        public String text() {
            return value.text() + written(parameters);
        }
    }

    record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {
        InnerList {
            items = List.copyOf(items);
            parameters = new LinkedHashMap<>(parameters);
        }

        @Override
        public String text() {
            return items.stream().map(Item::text).collect(Collectors.joining(" ", "(", ")"))
                    + written(parameters);
        }
    }

    /** A value without parameters. */
    sealed interface Bare {
        String text();

        record Int(long value) implements Bare {
            @Override
            public String text() {
                return Long.toString(value);
            }
        }

        /** Kept as it was written, in its canonical form. */
        record Decimal(String text) implements Bare {}

        record Str(String value) implements Bare {
            @Override
            public String text() {
                return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            }
        }

        record Token(String text) implements Bare {}

        record Bytes(byte[] value) implements Bare {
            @Override
            public String text() {
                return ':' + Base64.getEncoder().encodeToString(value) + ':';
            }
        }

        record Bool(boolean value) implements Bare {
            @Override
            public String text() {
                return value ? "?1" : "?0";
            }
        }

        record Date(long value) implements Bare {
            @Override
            public String text() {
                return "@" + value;
            }
        }
    }

    private static String written(Map<String, Bare> parameters) {
        var text = new StringBuilder();
        parameters.forEach(
                (name, value) -> {
                    text.append(';').append(name);
                    if (!(value instanceof Bare.Bool(boolean yes) && yes)) {
                        text.append('=').append(value.text());
                    }
                });
        return text.toString();
    }
}
