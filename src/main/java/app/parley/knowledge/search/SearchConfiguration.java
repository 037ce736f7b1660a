package app.parley.knowledge.search;

import app.parley.knowledge.collection.JdbcCollectionStore;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.index.IndexKeeper;
import app.parley.knowledge.index.KnowledgeStart;
import app.parley.knowledge.index.PassageIndex;
import app.parley.platform.db.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SearchConfiguration {
    @Bean
    JdbcFoundPassageStore foundPassageStore(Database database) {
        return new JdbcFoundPassageStore(database);
    }

    @Bean
    HybridKnowledge knowledge(
            JdbcCollectionStore collections,
            JdbcFoundPassageStore passages,
            IndexKeeper keeper,
            PassageIndex index,
            Embedders embedders,
            KnowledgeStart start) {
        return new HybridKnowledge(
                collections, passages, keeper, new HybridSearch(index, embedders), start);
    }

    @Bean
    Inspector inspector(HybridKnowledge knowledge) {
        return new Inspector(knowledge);
    }
}
