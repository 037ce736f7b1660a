package app.parley.knowledge.index;

import app.parley.knowledge.Knowledge;
import app.parley.knowledge.embedding.Embedders;
import app.parley.platform.db.Database;
import app.parley.platform.task.Tasks;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IndexConfiguration {
    @Bean
    JdbcPassageStore passageStore(Database database, Clock clock) {
        return new JdbcPassageStore(database, clock);
    }

    @Bean
    IndexKeeper indexKeeper(JdbcPassageStore store, PassageIndex index) {
        return new IndexKeeper(store, index);
    }

    @Bean
    KnowledgeStart knowledgeStart(JdbcPassageStore store, Embedders embedders, IndexKeeper keeper) {
        return new KnowledgeStart(new HandbookCollection(store, embedders.builtIn()), keeper);
    }

    @Bean
    IndexUpkeep indexUpkeep(IndexKeeper keeper, Knowledge knowledge, Tasks tasks) {
        return new IndexUpkeep(keeper, knowledge, tasks);
    }
}
