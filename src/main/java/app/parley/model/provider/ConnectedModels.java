package app.parley.model.provider;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Purpose;
import app.parley.model.Models;
import app.parley.model.gateway.ModelCall;
import app.parley.model.provider.Catalogue.Route;
import app.parley.platform.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the provider of a model and asks it: again, at most twice, while not a word has come; not
 * at all for a while, when it keeps failing.
 */
@Component
class ConnectedModels implements Models {
    /** For a title or a search query; more than they need, because some models think first. */
    private static final int LINE_TOKENS = 256;

    private static final int RETRIES = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** A failure that took longer than this is not worth another wait of the same length. */
    private static final Duration QUICK = Duration.ofSeconds(15);

    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration OPEN = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final DefaultModel defaultModel;
    private final ModelProperties settings;
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    ConnectedModels(Catalogue catalogue, DefaultModel defaultModel, ModelProperties settings) {
        this.catalogue = catalogue;
        this.defaultModel = defaultModel;
        this.settings = settings;
    }

    @Override
    public String defaultModel() {
        return defaultModel.id();
    }

    @Override
    public Optional<ModelInfo> find(String modelId) {
        return catalogue.route(modelId).map(Route::info);
    }

    @Override
    public ModelOutcome stream(
            ModelRequest request, ModelListener listener, Cancellation cancellation) {
        var route =
                catalogue
                        .route(request.model())
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                ModelFailure.NO_SUCH_MODEL,
                                                "This model is not connected any more. Please choose another one."));
        return switch (request.purpose()) {
            case ANSWER, GROUNDED_ANSWER -> ask(route, request, listener, cancellation);
            case TITLE -> line(route, request, listener, cancellation, TitleText::of);
            case SEARCH_QUERY ->
                    line(
                            route,
                            request,
                            listener,
                            cancellation,
                            said -> Thoughts.leftOut(said).strip());
        };
    }

    /** Hands on what a model says as a whole, freed from what does not belong to it. */
    private ModelOutcome line(
            Route route,
            ModelRequest request,
            ModelListener listener,
            Cancellation cancellation,
            UnaryOperator<String> cleaned) {
        var said = new Collected();
        var outcome = ask(route, request, said, cancellation);
        var line = cleaned.apply(said.text());
        if (!line.isEmpty()) {
            listener.text(line);
        }
        return outcome;
    }

    private ModelOutcome ask(
            Route route, ModelRequest request, ModelListener listener, Cancellation cancellation) {
        var context =
                Objects.requireNonNullElse(route.info().contextLength(), settings.assumedContext());
        var call =
                new ModelCall(
                        route.model().id(),
                        PromptAssembly.of(request, context),
                        answerLimit(request.purpose()),
                        request);
        // one that cannot be reached fails for all its models, one that is overloaded for this one
        var reach = breaker(route.connection().slug() + " " + route.connection().baseUrl());
        var load = breaker(request.model());
        refuseWhileOpen(route, reach);
        refuseWhileOpen(route, load);
        try {
            var outcome = askUntilWordsCome(route, call, listener, cancellation);
            reach.succeeded();
            load.succeeded();
            return outcome;
        } catch (ModelException failed) {
            switch (failed.failure()) {
                case UNREACHABLE -> reach.failed();
                case OVERLOADED -> {
                    reach.succeeded();
                    load.failed();
                }
                case BAD_KEY, NO_SUCH_MODEL, RATE_LIMITED, TOO_LONG, REFUSED, BROKEN_STREAM -> {
                    reach.succeeded();
                    load.succeeded();
                }
            }
            throw failed;
        }
    }

    private static @Nullable Integer answerLimit(Purpose purpose) {
        return switch (purpose) {
            case TITLE, SEARCH_QUERY -> LINE_TOKENS;
            case ANSWER, GROUNDED_ANSWER -> null;
        };
    }

    private static ModelOutcome askUntilWordsCome(
            Route route, ModelCall call, ModelListener listener, Cancellation cancellation) {
        var spoken = new Spoken(listener);
        for (var attempt = 0; ; attempt++) {
            var start = System.nanoTime();
            try {
                return route.gateway().stream(route.connection(), call, spoken, cancellation);
            } catch (ModelException failed) {
                var took = Duration.ofNanos(System.nanoTime() - start);
                if (attempt == RETRIES
                        || spoken.any
                        || took.compareTo(QUICK) > 0
                        || !isWorthARetry(failed)) {
                    throw failed;
                }
                pause(failed, attempt, cancellation);
            }
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

    /** Waits as long as the provider asks for, else longer each time, never in step with others. */
    private static void pause(ModelException failed, int attempt, Cancellation cancellation) {
        var asked = failed.retryAfter();
        var shortest = asked == null ? FIRST_PAUSE.multipliedBy(1L << attempt) : asked;
        var pause =
                shortest.plusMillis(ThreadLocalRandom.current().nextLong(FIRST_PAUSE.toMillis()));
        var cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private CircuitBreaker breaker(String of) {
        return breakers.computeIfAbsent(
                of, key -> new CircuitBreaker(FAILURES_TO_OPEN, OPEN, System::nanoTime));
    }

    private static void refuseWhileOpen(Route route, CircuitBreaker breaker) {
        var wait = breaker.waitTime();
        if (!wait.isZero()) {
            throw new ModelException(
                    ModelFailure.OVERLOADED,
                    "%s has failed several times in a row and is left alone for a moment. Please try again in %d s, or choose another model."
                            .formatted(route.connection().name(), wait.toSeconds() + 1),
                    wait.plusSeconds(1),
                    null);
        }
    }

    /** Notices whether a word has come: from then on a retry would say it twice. */
    private static final class Spoken implements ModelListener {
        private final ModelListener listener;
        private boolean any;

        Spoken(ModelListener listener) {
            this.listener = listener;
        }

        @Override
        public void text(String delta) {
            any = true;
            listener.text(delta);
        }

        @Override
        public void reasoning(String delta) {
            any = true;
            listener.reasoning(delta);
        }
    }

    /** Keeps the words, up to what a line can need, and forgets the reasoning. */
    private static final class Collected implements ModelListener {
        private static final int ENOUGH = 20_000;
        private final StringBuilder words = new StringBuilder();

        @Override
        public void text(String delta) {
            if (words.length() < ENOUGH) {
                words.append(delta);
            }
        }

        @Override
        public void reasoning(String delta) {
            // not part of the line
        }

        String text() {
            return words.toString();
        }
    }
}
