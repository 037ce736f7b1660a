package app.parley.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The table of who may do what, as {@code authorization-matrix.csv} has it. */
record AuthorizationMatrix(Map<String, Row> rows) {
    private static final String FILE = "/authorization-matrix.csv";

    /** Of what can be shared with people. */
    private static final Pattern SHARED = Pattern.compile("/(collections|documents)/\\{id}");

    /** Who calls; the columns in their order. */
    enum Caller {
        ANONYMOUS,
        OTHER,
        OWNER,
        SUSPENDED,
        KEY,
        ADMIN,
        READER,
        WRITER,
        GROUP
    }

    /**
     * One operation.
     *
     * @param cells what each caller is answered; those that cannot be are left out
     * @param need what a key needs
     * @param given what the owner has beforehand; empty for nothing but what the path names
     * @param body what is sent; {@code @file} for a file
     */
    record Row(
            String method,
            String path,
            Map<Caller, Cell> cells,
            Need need,
            String given,
            String body) {
        boolean reads() {
            return method.equals("GET");
        }

        /** Whether it is about something that its path names. */
        boolean hasThing() {
            return path.contains("{");
        }

        /** Whether only administrators get to it. */
        boolean isAdministrators() {
            return path.startsWith("/api/v1/admin/") || path.equals("/metrics");
        }
    }

    /**
     * @param asMissing whether it is to look as an id does that was never given out
     */
    record Cell(int status, boolean asMissing) {}

    /** What a key needs for an operation. */
    sealed interface Need {
        /** Nothing: anybody may. */
        record Nothing() implements Need {}

        record Scope(KeyScope scope) implements Need {}

        /** No key may, whatever its scopes. */
        record APerson() implements Need {}

        /** All that a key can have which does not help here. */
        default Set<KeyScope> withoutIt() {
            var scopes = EnumSet.allOf(KeyScope.class);
            if (this instanceof Scope(var scope)) {
                scopes.remove(scope);
            }
            return scopes;
        }
    }

    static AuthorizationMatrix read() {
        var rows = new LinkedHashMap<String, Row>();
        try (var file = AuthorizationMatrix.class.getResourceAsStream(FILE)) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(rows, line));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new AuthorizationMatrix(rows);
    }

    private static void add(Map<String, Row> rows, String line) {
        int columns = Caller.values().length;
        var parts = Arrays.stream(line.split("\\|", columns + 3)).map(String::strip).toList();
        if (parts.size() != columns + 3) {
            throw new IllegalStateException(
                    "a row has an operation, %d callers, what a key needs, and a body: %s"
                            .formatted(columns, line));
        }
        var operation = parts.getFirst().split(" ", 2);
        var cells = new EnumMap<Caller, Cell>(Caller.class);
        for (var caller : Caller.values()) {
            cell(line, operation[1], caller, parts.get(1 + caller.ordinal()))
                    .ifPresent(cell -> cells.put(caller, cell));
        }
        var given = parts.getLast().startsWith("@totp") ? "totp" : "";
        var row =
                new Row(
                        operation[0],
                        operation[1],
                        cells,
                        need(parts.get(columns + 1)),
                        given,
                        given.isEmpty() ? parts.getLast() : parts.getLast().substring(5).strip());
        if (rows.put(parts.getFirst(), row) != null) {
            throw new IllegalStateException("there are two rows of " + parts.getFirst());
        }
    }

    /** A cell says a status, or that there is no such caller where that is so. */
    private static Optional<Cell> cell(String line, String path, Caller caller, String text) {
        if (canBe(caller, path) == text.equals("-") || !text.matches("-|\\d{3}=?")) {
            throw new IllegalStateException(
                    "the cell of %s is to be %s: %s"
                            .formatted(
                                    caller, canBe(caller, path) ? "a status" : "empty (-)", line));
        }
        return text.equals("-")
                ? Optional.empty()
                : Optional.of(new Cell(Integer.parseInt(text.substring(0, 3)), text.endsWith("=")));
    }

    private static boolean canBe(Caller caller, String path) {
        return switch (caller) {
            case ANONYMOUS, OTHER, OWNER, SUSPENDED, KEY, ADMIN -> true;
            case READER, WRITER -> SHARED.matcher(path).find();
            case GROUP -> false;
        };
    }

    private static Need need(String text) {
        return switch (text) {
            case "nothing" -> new Need.Nothing();
            case "a person" -> new Need.APerson();
            default -> new Need.Scope(KeyScope.of(text));
        };
    }
}
