package app.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How texts become vectors.
 *
 * @param model what new collections use: a model that comes with Parley by its name, or a
 *     provider's by its id; empty leaves it to the administrator
 */
@ConfigurationProperties("parley.knowledge.embedding")
record EmbeddingProperties(@DefaultValue("") String model) {}
