package app.parley.knowledge;

import app.parley.platform.db.Database;
import app.parley.platform.task.Tasks;
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
    JdbcPassageStore passageStore(Database database, Clock clock) {
        return new JdbcPassageStore(database, clock);
    }

    @Bean
    JdbcIngestionStore ingestionStore(Database database, Clock clock) {
        return new JdbcIngestionStore(database, clock);
    }

    @Bean
    JdbcSiteStore siteStore(Database database, Clock clock) {
        return new JdbcSiteStore(database, clock);
    }

    @Bean
    JdbcCrawlStore crawlStore(Database database, Clock clock) {
        return new JdbcCrawlStore(database, clock);
    }

    @Bean
    JdbcFrontierStore frontierStore(JdbcCrawlStore crawls, Clock clock) {
        return new JdbcFrontierStore(crawls, clock);
    }

    @Bean
    JdbcServerPace serverPace(Database database, Clock clock) {
        return new JdbcServerPace(database, clock);
    }

    @Bean
    JdbcReadPageStore readPageStore(Database database) {
        return new JdbcReadPageStore(database);
    }

    @Bean
    JdbcReembeddingStore reembeddingStore(Database database, Clock clock) {
        return new JdbcReembeddingStore(database, clock);
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

    @Bean
    HybridKnowledge knowledge(
            JdbcCollectionStore collections,
            JdbcPassageStore store,
            IndexKeeper keeper,
            PassageIndex index,
            Embedders embedders,
            KnowledgeStart start) {
        return new HybridKnowledge(
                collections, store, keeper, new HybridSearch(index, embedders), start);
    }

    @Bean
    Inspector inspector(HybridKnowledge knowledge) {
        return new Inspector(knowledge);
    }
}
