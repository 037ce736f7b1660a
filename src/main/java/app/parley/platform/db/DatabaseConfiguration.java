package app.parley.platform.db;

import app.parley.platform.config.ParleyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the database by {@code DATABASE_URL}; its absence means SQLite in the data directory. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    Database database(DatabaseProperties settings, ParleyProperties parley) {
        return Databases.open(DatabaseUrl.parse(settings.url(), parley.dataDir()), settings);
    }
}
