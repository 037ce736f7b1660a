package app.parley.platform.db;

import app.parley.platform.command.Offline;
import app.parley.platform.config.DataDirectory;
import app.parley.platform.config.ParleyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the database by {@code DATABASE_URL}; its absence means SQLite in the data directory. */
@Configuration(proxyBeanMethods = false)
@Offline
class DatabaseConfiguration {
    @Bean
    Database database(
            DatabaseProperties settings, ParleyProperties parley, DataDirectory directory) {
        var url = DatabaseUrl.parse(settings.url(), parley.dataDir());
        if (url instanceof DatabaseUrl.Sqlite) {
            directory.claim(); // replicas may share a directory, but not a SQLite file
        }
        return Databases.open(url, settings);
    }
}
