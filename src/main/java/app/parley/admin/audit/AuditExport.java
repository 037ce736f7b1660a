package app.parley.admin.audit;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes entries for other programs, one by one. */
enum AuditExport {
    CSV("text/csv; charset=utf-8", "audit.csv") {
        @Override
        void begin(Writer out) throws IOException {
            out.write(
                    "number,at,action,actorId,actor,subjectType,subjectId,subject,address,details,changes,hash\r\n");
        }

        @Override
        void write(AuditItem item, JsonMapper json, Writer out) throws IOException {
            var actor = item.actor();
            var subject = item.subject();
            var cells =
                    new @Nullable Object[] {
                        item.number(),
                        item.at(),
                        item.action(),
                        actor == null ? null : actor.id(),
                        actor == null ? null : actor.name(),
                        subject == null ? null : subject.type(),
                        subject == null ? null : subject.id(),
                        subject == null ? null : subject.name(),
                        item.address(),
                        json.writeValueAsString(item.details()),
                        json.writeValueAsString(item.changes()),
                        item.hash()
                    };
            for (int i = 0; i < cells.length; i++) {
                out.write(i == 0 ? "" : ",");
                out.write(cell(cells[i]));
            }
            out.write("\r\n");
        }
    },
    JSONL("application/jsonl; charset=utf-8", "audit.jsonl") {
        @Override
        void begin(Writer out) {
            // each line stands alone
        }

        @Override
        void write(AuditItem item, JsonMapper json, Writer out) throws IOException {
            out.write(json.writeValueAsString(item));
            out.write("\n");
        }
    };

    private static final String FORMULA = "=+-@\t\r\n";

    private final String mediaType;
    private final String fileName;

    AuditExport(String mediaType, String fileName) {
        this.mediaType = mediaType;
        this.fileName = fileName;
    }

    String mediaType() {
        return mediaType;
    }

    String fileName() {
        return fileName;
    }

    abstract void begin(Writer out) throws IOException;

    abstract void write(AuditItem item, JsonMapper json, Writer out) throws IOException;

    void write(List<AuditItem> items, JsonMapper json, Writer out) throws IOException {
        for (var item : items) {
            write(item, json, out);
        }
    }

    /** Quoted, and never anything that a spreadsheet would calculate. */
    static String cell(@Nullable Object value) {
        var text = value == null ? "" : value.toString();
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
