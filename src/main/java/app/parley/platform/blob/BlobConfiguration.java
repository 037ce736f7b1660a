package app.parley.platform.blob;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Files lie in the data directory; beside a PostgreSQL, in it, so that replicas share them. */
@Configuration(proxyBeanMethods = false)
class BlobConfiguration {
    @Bean
    BlobStore blobStore(Database database, ParleyProperties parley, Clock clock) {
        return switch (database.dialect()) {
            case SQLITE -> new FileBlobStore(parley.dataDir().resolve("files"));
            case POSTGRESQL -> new JdbcBlobStore(database, clock);
        };
    }
}
