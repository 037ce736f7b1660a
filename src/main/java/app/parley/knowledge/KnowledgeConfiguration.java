package app.parley.knowledge;

import app.parley.platform.db.Database;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {
    @Bean
    JdbcCollectionStore collectionStore(Database database, Clock clock) {
        return new JdbcCollectionStore(database, clock);
    }

    @Bean
    JdbcDocumentStore documentStore(Database database, Clock clock) {
        return new JdbcDocumentStore(database, clock);
    }

    @Bean
    KnowledgeStart knowledgeStart(JdbcDocumentStore store, Embedder embedder, PassageIndex index) {
        return new KnowledgeStart(
                new HandbookCollection(store, embedder), new IndexKeeper(store, index));
    }

    @Bean
    Knowledge knowledge(
            JdbcCollectionStore collections,
            JdbcDocumentStore store,
            PassageIndex index,
            Embedder embedder,
            KnowledgeStart start) {
        return new HybridKnowledge(collections, store, new HybridSearch(index, embedder), start);
    }
}
