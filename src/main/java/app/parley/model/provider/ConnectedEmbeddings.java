package app.parley.model.provider;

import app.parley.model.EmbeddingModels;
import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.model.gateway.EmbeddingGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.gateway.ProviderKind;
import app.parley.platform.Cancellation;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Finds the provider of an embedding model and asks it, within a deadline and more than once. */
@Component
class ConnectedEmbeddings implements EmbeddingModels {
    private static final int BATCH = 64;

    /** A person waits for the vector of a question, and nobody for those of passages. */
    private static final Duration QUESTION = Duration.ofSeconds(10);

    private static final Duration PASSAGES = Duration.ofMinutes(2);
    private static final int ATTEMPTS_FOR_QUESTION = 2;
    private static final int ATTEMPTS_FOR_PASSAGES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Catalogue catalogue;
    private final Map<ProviderKind, EmbeddingGateway> gateways = new EnumMap<>(ProviderKind.class);

    ConnectedEmbeddings(Catalogue catalogue, Collection<EmbeddingGateway> gateways) {
        this.catalogue = catalogue;
        gateways.forEach(gateway -> this.gateways.put(gateway.kind(), gateway));
    }

    @Override
    public List<ModelInfo> all() {
        return catalogue.entries().stream()
                .filter(entry -> gateways.containsKey(entry.provider().connection().kind()))
                .flatMap(entry -> entry.models().stream())
                .filter(model -> model.capabilities().contains(Capabilities.EMBEDDING))
                .toList();
    }

    @Override
    public Optional<ModelInfo> find(String modelId) {
        return catalogue
                .route(modelId)
                .filter(route -> gateways.containsKey(route.connection().kind()))
                .map(Catalogue.Route::info);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public List<float[]> embed(String modelId, List<String> texts, Use use) {
        var route =
                catalogue
                        .route(modelId)
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                ModelFailure.NO_SUCH_MODEL,
                                                "The embedding model %s is not connected."
                                                        .formatted(modelId)));
        var connection = route.connection();
        var gateway = gateways.get(connection.kind());
        if (gateway == null) {
            throw ProviderFailures.of(connection, route.model().id(), ModelFailure.NO_SUCH_MODEL);
        }
        int attempts = use == Use.QUESTION ? ATTEMPTS_FOR_QUESTION : ATTEMPTS_FOR_PASSAGES;
        for (int attempt = 1; ; attempt++) {
            try {
                return once(gateway, connection, route.model().id(), texts, use);
            } catch (ModelException failed) {
                if (attempt == attempts || !isWorthARetry(failed)) {
                    throw failed;
                }
                pause(failed, attempt);
            }
        }
    }

    private static List<float[]> once(
            EmbeddingGateway gateway,
            ProviderConnection connection,
            String model,
            List<String> texts,
            Use use) {
        var cancellation = new Cancellation();
        var limit = use == Use.QUESTION ? QUESTION : PASSAGES;
        var deadline =
                Thread.ofVirtual()
                        .name("embedding-deadline")
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(limit);
                                        cancellation.cancel();
                                    } catch (InterruptedException answered) {
                                        // nothing to give up
                                    }
                                });
        try {
            return gateway.embed(connection, model, texts, use, cancellation);
        } catch (CancellationException tooSlow) {
            throw ProviderFailures.of(connection, model, ModelFailure.OVERLOADED, tooSlow);
        } finally {
            deadline.interrupt();
        }
    }

    private static boolean isWorthARetry(ModelException failed) {
        var pause = failed.retryAfter();
        if (pause != null && pause.compareTo(LONGEST_PAUSE) > 0) {
            return false;
        }
        return switch (failed.failure()) {
            case RATE_LIMITED, OVERLOADED, UNREACHABLE, BROKEN_STREAM -> true;
            case BAD_KEY, NO_SUCH_MODEL, TOO_LONG, REFUSED -> false;
        };
    }

    private static void pause(ModelException failed, int attempt) {
        var pause =
                Objects.requireNonNullElse(
                        failed.retryAfter(), FIRST_PAUSE.multipliedBy(1L << (2 * attempt - 2)));
        try {
            Thread.sleep(
                    pause.plusMillis(ThreadLocalRandom.current().nextLong(FIRST_PAUSE.toMillis())));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }
}
