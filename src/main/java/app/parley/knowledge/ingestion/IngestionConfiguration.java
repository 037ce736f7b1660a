package app.parley.knowledge.ingestion;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {
    @Bean
    JdbcIngestionStore ingestionStore(Database database, Clock clock) {
        return new JdbcIngestionStore(database, clock);
    }

    @Bean
    JdbcReembeddingStore reembeddingStore(Database database, Clock clock) {
        return new JdbcReembeddingStore(database, clock);
    }
}
