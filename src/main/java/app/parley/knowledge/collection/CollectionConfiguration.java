package app.parley.knowledge.collection;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CollectionConfiguration {
    @Bean
    JdbcCollectionStore collectionStore(Database database, Clock clock) {
        return new JdbcCollectionStore(database, clock);
    }
}
