package app.parley.knowledge.pinecone;

import app.parley.knowledge.index.SplitPassageIndex;
import app.parley.knowledge.index.VectorIndex;
import app.parley.knowledge.index.WordIndex;
import app.parley.knowledge.lucene.LucenePassageIndex;
import app.parley.platform.config.BadSettings;
import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import app.parley.platform.outbound.ServiceHttp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Vectors in Pinecone, words in the data directory. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "parley.knowledge.index.kind", havingValue = "pinecone")
class PineconeConfiguration {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int LARGEST_ANSWER = 16 << 20;

    @Bean
    ServiceHttp pineconeHttp() {
        return new ServiceHttp(CONNECT, DEADLINE, LARGEST_ANSWER);
    }

    @Bean
    WordIndex wordIndex(ParleyProperties parley) {
        return LucenePassageIndex.ofWords(parley.dataDir().resolve("index"));
    }

    @Bean
    VectorIndex vectorIndex(
            PineconeProperties settings, ServiceHttp pineconeHttp, Database database, Clock clock) {
        if (settings.apiKey().isBlank()) {
            throw new BadSettings(List.of("PARLEY_INDEX=pinecone needs PINECONE_API_KEY."));
        }
        var client =
                new PineconeClient(pineconeHttp, settings.apiKey().strip(), Duration.ofSeconds(1));
        return new PineconeVectorIndex(
                new PineconeIndexes(client, settings), new JdbcNamespaceStore(database, clock));
    }

    /** Lucene's can do both, but here keeps the words alone. */
    @Bean
    @Primary
    SplitPassageIndex passageIndex(
            @Qualifier("wordIndex") WordIndex words,
            @Qualifier("vectorIndex") VectorIndex vectors) {
        return new SplitPassageIndex(words, vectors);
    }
}
