package app.parley.knowledge.lucene;

import app.parley.platform.config.ParleyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded index, in the data directory. */
@Configuration(proxyBeanMethods = false)
class LuceneConfiguration {
    @Bean
    LucenePassageIndex passageIndex(ParleyProperties parley) {
        return new LucenePassageIndex(parley.dataDir().resolve("index"));
    }
}
