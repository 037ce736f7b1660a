package app.parley.knowledge.pgvector;

import app.parley.platform.db.Database;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The index in the database, which all processes share. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "parley.knowledge.index.kind", havingValue = "pgvector")
class PgvectorConfiguration {
    @Bean
    JdbcPassageIndex passageIndex(Database database) {
        new JdbcIndexTables(database).prepare();
        return new JdbcPassageIndex(database);
    }
}
