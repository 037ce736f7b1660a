package app.parley.platform.config;

import app.parley.platform.db.Database;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class JdbcSettingStore implements SettingStore {
    private final Database database;
    private final Clock clock;

    JdbcSettingStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(String name) {
        return database.read(
                sql ->
                        sql.sql("select value from setting where name = :name")
                                .param("name", name)
                                .query(String.class)
                                .optional());
    }

    @Override
    public void put(String name, @Nullable String value) {
        database.change(
                sql -> {
                    if (value == null) {
                        sql.sql("delete from setting where name = :name")
                                .param("name", name)
                                .update();
                        return;
                    }
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
                });
    }
}
