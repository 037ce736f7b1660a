package app.parley.platform.health;

import app.parley.platform.db.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

@Component
class DatabaseHealth implements HealthCheck {
    private static final Logger log = LoggerFactory.getLogger(DatabaseHealth.class);

    private final Database database;

    DatabaseHealth(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public @Nullable String problem() {
        try {
            database.read(sql -> sql.sql("select 1").query(Integer.class).single());
            return null;
        } catch (DataAccessException failed) {
            log.warn("the database does not answer: {}", failed.toString());
            return "The database does not answer.";
        }
    }
}
