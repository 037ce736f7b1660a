package app.parley.platform.config;

import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.db.Database;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Component
class JdbcSettingStore implements SettingStore {
    private final Database database;
    private final Audit audit;
    private final JsonMapper json;
    private final Clock clock;

    JdbcSettingStore(Database database, Audit audit, JsonMapper json, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(String name) {
        return database.read(sql -> select(sql, name));
    }

    @Override
    public void put(String name, @Nullable String value) {
        database.change(
                sql -> {
                    var before = select(sql, name).orElse(null);
                    if (value == null) {
                        sql.sql("delete from setting where name = :name")
                                .param("name", name)
                                .update();
                    } else {
                        upsert(sql, name, value);
                    }
                    var entry = changed(name, before, value);
                    if (!entry.changes().isEmpty()) {
                        audit.record(entry);
                    }
                });
    }

    @Override
    public void remember(String name, String value) {
        database.change(sql -> upsert(sql, name, value));
    }

    private static Optional<String> select(JdbcClient sql, String name) {
        return sql.sql("select value from setting where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    private void upsert(JdbcClient sql, String name, String value) {
        sql.sql(
                        """
                        insert into setting (name, value, updated_at)
                        values (:name, :value, :at)
                        on conflict (name) do update
                            set value = excluded.value, updated_at = excluded.updated_at
                        """)
                .param("name", name)
                .param("value", value)
                .param("at", clock.millis())
                .update();
    }

    /** Of a setting that is an object, each of its fields; so that a key in it stays hidden. */
    private AuditEntry changed(String name, @Nullable String before, @Nullable String after) {
        var entry = Audit.entry("setting.changed").on("setting", name);
        var old = object(before);
        var now = object(after);
        if (old == null && now == null) {
            return entry.change(name, before, after);
        }
        var fields = new TreeSet<String>();
        if (old != null) {
            fields.addAll(old.propertyNames());
        }
        if (now != null) {
            fields.addAll(now.propertyNames());
        }
        for (var field : fields) {
            entry = entry.change(field, text(old, field), text(now, field));
        }
        return entry;
    }

    private @Nullable ObjectNode object(@Nullable String value) {
        try {
            return value != null
                            && value.startsWith("{")
                            && json.readTree(value) instanceof ObjectNode object
                    ? object
                    : null;
        } catch (JacksonException plainText) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable ObjectNode object, String field) {
        JsonNode value = object == null ? null : object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isString() ? value.asString() : value.toString();
    }
}
