package app.parley.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of who may do what, as {@code authorization-matrix.csv} has it. */
record AuthorizationMatrix(Map<String, Row> rows) {
    private static final String FILE = "/authorization-matrix.csv";

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
     * @param body what is sent; {@code @file} for a file
     */
    record Row(String method, String path, Map<Caller, Cell> cells, String body) {
        boolean reads() {
            return method.equals("GET");
        }
    }

    /**
     * @param asMissing whether it is to look as an id does that was never given out
     */
    record Cell(int status, boolean asMissing) {}

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
        var parts = Arrays.stream(line.split("\\|", columns + 2)).map(String::strip).toList();
        if (parts.size() != columns + 2) {
            throw new IllegalStateException(
                    "a row has an operation, %d callers and a body: %s".formatted(columns, line));
        }
        var operation = parts.getFirst().split(" ", 2);
        var cells = new EnumMap<Caller, Cell>(Caller.class);
        for (var caller : Caller.values()) {
            var text = parts.get(1 + caller.ordinal());
            if (!text.equals("-") && !text.equals("?")) {
                boolean asMissing = text.endsWith("=");
                cells.put(caller, new Cell(Integer.parseInt(text.replace("=", "")), asMissing));
            }
        }
        if (rows.put(parts.getFirst(), new Row(operation[0], operation[1], cells, parts.getLast()))
                != null) {
            throw new IllegalStateException("there are two rows of " + parts.getFirst());
        }
    }
}
