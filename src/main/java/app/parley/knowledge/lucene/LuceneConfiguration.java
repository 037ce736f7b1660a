package app.parley.knowledge.lucene;

import app.parley.platform.config.ParleyProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded index, in the data directory. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
        name = "parley.knowledge.index.kind",
        havingValue = "lucene",
        matchIfMissing = true)
class LuceneConfiguration {
    @Bean
    LucenePassageIndex passageIndex(ParleyProperties parley) {
        return new LucenePassageIndex(parley.dataDir().resolve("index"));
    }
}
