package app.parley.knowledge.index;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where passages are indexed.
 *
 * @param kind chooses the configuration of the adapter; here so that a wrong one is told
 */
@ConfigurationProperties("parley.knowledge.index")
record IndexProperties(@DefaultValue("lucene") Kind kind) {
    enum Kind {
        LUCENE,
        PGVECTOR,
        PINECONE
    }
}
