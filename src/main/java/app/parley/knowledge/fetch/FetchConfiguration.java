package app.parley.knowledge.fetch;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FetchConfiguration {
    @Bean
    JdbcServerPace serverPace(Database database, Clock clock) {
        return new JdbcServerPace(database, clock);
    }
}
