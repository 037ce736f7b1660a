package app.parley.knowledge.web;

import app.parley.platform.db.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    @Bean
    JdbcReadPageStore readPageStore(Database database) {
        return new JdbcReadPageStore(database);
    }
}
