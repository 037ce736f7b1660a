package app.parley.knowledge.site;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SiteConfiguration {
    @Bean
    JdbcSiteStore siteStore(Database database, Clock clock) {
        return new JdbcSiteStore(database, clock);
    }

    @Bean
    JdbcCrawlStore crawlStore(Database database, Clock clock) {
        return new JdbcCrawlStore(database, clock);
    }

    @Bean
    JdbcFrontierStore frontierStore(JdbcCrawlStore crawls) {
        return new JdbcFrontierStore(crawls);
    }

    @Bean
    JdbcVisitStore visitStore(JdbcCrawlStore crawls, Clock clock) {
        return new JdbcVisitStore(crawls, clock);
    }
}
