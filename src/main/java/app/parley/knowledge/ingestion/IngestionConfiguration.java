package app.parley.knowledge.ingestion;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {
    @Bean
    JdbcJobStore jobStore(Database database, Clock clock) {
        return new JdbcJobStore(database, clock);
    }

    @Bean
    JdbcIngestionStore ingestionStore(JdbcJobStore jobs, Database database, Clock clock) {
        return new JdbcIngestionStore(jobs, database, clock);
    }

    @Bean
    JdbcReembeddingStore reembeddingStore(Database database, Clock clock) {
        return new JdbcReembeddingStore(database, clock);
    }
}
