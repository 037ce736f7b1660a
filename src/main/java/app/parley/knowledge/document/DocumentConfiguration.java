package app.parley.knowledge.document;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {
    @Bean
    JdbcDocumentStore documentStore(Database database) {
        return new JdbcDocumentStore(database);
    }

    @Bean
    JdbcDocumentChangeStore documentChangeStore(Database database, Clock clock) {
        return new JdbcDocumentChangeStore(database, clock);
    }

    @Bean
    JdbcDocumentFileStore documentFileStore(Database database) {
        return new JdbcDocumentFileStore(database);
    }
}
