package app.parley.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be asked.
 *
 * @param id {@code provider/upstream id}
 * @param provider the provider's slug, the id's first part
 * @param contextLength in tokens; null where the provider does not tell
 * @param needsSources whether it answers only from passages, so that some are found for it even
 *     when nobody chose a collection
 */
public record ModelInfo(
        String id,
        String name,
        String provider,
        String providerName,
        List<String> capabilities,
        @Nullable Integer contextLength,
        boolean needsSources) {}
