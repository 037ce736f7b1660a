package app.parley.model.provider;

import app.parley.model.ModelInfo;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.UpstreamModel;
import app.parley.platform.secret.SecretBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All providers and their models. Questions are answered from memory, so that a slow or dead
 * provider never holds up a page; providers are asked in the background, and what they said is
 * remembered across restarts. Changes by another process are seen within half a minute, and at once
 * where a model is asked for that is not known here.
 */
@Component
class Catalogue implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final Duration READ_ROWS_EVERY = Duration.ofSeconds(30);
    private static final long READ_ROWS_AT_MOST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EnvironmentProviders environment;
    private final ProviderStore providers;
    private final Listings listings;
    private final Gateways gateways;
    private final SecretBox secrets;
    private final ModelProperties settings;

    private final ReentrantLock reading = new ReentrantLock();
    private volatile Snapshot snapshot = new Snapshot(List.of(), Map.of());
    private volatile long rowsReadAt;
    private volatile @Nullable Thread background;
    private volatile boolean stopping;

    Catalogue(
            EnvironmentProviders environment,
            ProviderStore providers,
            Listings listings,
            Gateways gateways,
            SecretBox secrets,
            ModelProperties settings) {
        this.environment = environment;
        this.providers = providers;
        this.listings = listings;
        this.secrets = secrets;
        this.settings = settings;
        this.gateways = gateways;
    }

    /** A model and the way to it. */
    record Route(
            ModelInfo info,
            UpstreamModel model,
            ProviderConnection connection,
            ModelGateway gateway) {
        Route variant(String suffix) {
            return new Route(
                    new ModelInfo(
                            info.id() + suffix,
                            info.name() + suffix,
                            info.provider(),
                            info.providerName(),
                            info.capabilities(),
                            info.contextLength(),
                            info.needsSources()),
                    new UpstreamModel(
                            model.id() + suffix,
                            model.name() + suffix,
                            model.capabilities(),
                            model.contextLength(),
                            model.needsSources()),
                    connection,
                    gateway);
        }
    }

    private record Snapshot(List<Entry> entries, Map<String, Route> routes) {}

    /** All providers, in the order in which their models are listed. */
    List<Entry> entries() {
        return snapshot.entries();
    }

    Optional<Entry> entry(String providerKey) {
        return entries().stream()
                .filter(entry -> entry.provider().key().equals(providerKey))
                .findFirst();
    }

    Optional<Route> route(String modelId) {
        var route = known(modelId);
        if (route == null && System.nanoTime() - rowsReadAt > READ_ROWS_AT_MOST_EVERY_NANOS) {
            readRows();
            route = known(modelId);
        }
        return Optional.ofNullable(route);
    }

    private @Nullable Route known(String modelId) {
        var routes = snapshot.routes();
        var route = routes.get(modelId);
        var colon = modelId.indexOf(':');
        if (route != null || colon < 0) {
            return route;
        }
        // gateways take variants of the models they list, such as OpenRouter's ":online"
        var plain = routes.get(modelId.substring(0, colon));
        return plain == null || plain.connection().kind() != ProviderKind.OPENAI
                ? null
                : plain.variant(modelId.substring(colon));
    }

    /** Takes up what has changed in the database. */
    void readRows() {
        reading.lock();
        try {
            Set<String> slugs = new HashSet<>();
            List<Entry> entries = new ArrayList<>();
            for (var provider : environment.named()) {
                entries.add(entry(provider, slugs));
            }
            for (var row : providers.all()) {
                entries.add(entry(provider(row), slugs));
            }
            environment
                    .perhapsHere()
                    .filter(
                            provider ->
                                    listings.isAnswering(provider)
                                            && !isConnected(provider, entries))
                    .ifPresent(provider -> entries.add(entry(provider, slugs)));
            if (gateways.find(ProviderKind.GUIDE).isPresent()) {
                entries.add(entry(Provider.builtIn(), slugs));
            }
            snapshot = new Snapshot(List.copyOf(entries), routes(entries));
            rowsReadAt = System.nanoTime();
        } finally {
            reading.unlock();
        }
    }

    /** Asks one provider for its models, now, and takes up what it said. */
    void ask(Provider provider) {
        listings.ask(provider);
        readRows();
    }

    /** Forgets what a provider said, because it is gone or has moved. */
    void forget(String providerKey) {
        listings.forget(providerKey);
    }

    @Override
    public void start() {
        stopping = false;
        readRows();
        var first = askAll(snapshot.entries());
        try {
            if (!first.await(settings.startWait().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info(
                        "A provider has not listed its models yet; it is asked on in the background");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        background = Thread.ofVirtual().name("model-catalogue").start(this::keepFresh);
    }

    /** Asks everybody at once; the latch counts those that a start waits for. */
    private CountDownLatch askAll(List<Entry> entries) {
        List<Provider> due = new ArrayList<>();
        entries.stream().map(Entry::provider).filter(Provider::enabled).forEach(due::add);
        environment
                .perhapsHere()
                .filter(here -> due.stream().noneMatch(p -> p.key().equals(here.key())))
                .ifPresent(due::add);
        var awaited = due.stream().filter(p -> p.origin() != Origin.SETTINGS).count();
        var left = new CountDownLatch(Math.toIntExact(awaited));
        for (var provider : due) {
            Thread.ofVirtual()
                    .name("model-listing-" + provider.connection().slug())
                    .start(
                            () -> {
                                try {
                                    ask(provider);
                                } catch (RuntimeException failed) {
                                    if (stopping) {
                                        return;
                                    }
                                    LOG.warn(
                                            "The models of {} could not be kept",
                                            provider.connection(),
                                            failed);
                                } finally {
                                    if (provider.origin() != Origin.SETTINGS) {
                                        left.countDown();
                                    }
                                }
                            });
        }
        return left;
    }

    private void keepFresh() {
        var round =
                settings.refreshEvery().compareTo(READ_ROWS_EVERY) < 0
                        ? settings.refreshEvery()
                        : READ_ROWS_EVERY;
        var askedAt = System.nanoTime();
        while (background != null) {
            try {
                Thread.sleep(round);
                readRows();
                if (System.nanoTime() - askedAt >= settings.refreshEvery().toNanos()) {
                    askedAt = System.nanoTime();
                    askAll(snapshot.entries());
                } else {
                    // an Ollama that was started since is found soon
                    environment
                            .perhapsHere()
                            .filter(here -> !listings.isAnswering(here))
                            .ifPresent(this::ask);
                }
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failed) {
                LOG.warn(
                        "The providers could not be read; they are read again in {}",
                        round,
                        failed);
            }
        }
    }

    @Override
    public void stop() {
        stopping = true;
        var running = background;
        background = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return background != null;
    }

    /** Before the web server, which starts last: who can ask for the models finds them. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Entry entry(Provider provider, Set<String> slugs) {
        var wanted = provider.connection().slug();
        var slug = wanted;
        for (var number = 2; !slugs.add(slug); number++) {
            slug = wanted + "-" + number;
        }
        var named = slug.equals(wanted) ? provider : provider.withSlug(slug);
        return new Entry(named, listings.of(provider));
    }

    private Provider provider(StoredProvider row) {
        var sealed = row.sealedKey();
        String apiKey = null;
        var keyLost = false;
        if (sealed != null) {
            try {
                apiKey = secrets.open(sealed, row.keyContext());
            } catch (IllegalStateException | IllegalArgumentException otherKey) {
                keyLost = true;
            }
        }
        return new Provider(
                row.id().toString(),
                Origin.SETTINGS,
                new ProviderConnection(row.slug(), row.kind(), row.name(), row.baseUrl(), apiKey),
                row.keyHint(),
                keyLost,
                row.enabled());
    }

    private static boolean isConnected(Provider provider, List<Entry> entries) {
        var origin = BaseUrl.origin(provider.connection().baseUrl());
        return entries.stream()
                .map(entry -> entry.provider().connection().baseUrl())
                .anyMatch(url -> url.getHost() != null && BaseUrl.origin(url).equals(origin));
    }

    private Map<String, Route> routes(List<Entry> entries) {
        Map<String, Route> routes = new HashMap<>();
        for (var entry : entries) {
            var connection = entry.provider().connection();
            var gateway = gateways.find(connection.kind()).orElse(null);
            if (gateway == null || !entry.provider().enabled()) {
                continue;
            }
            for (var model : entry.listing().models()) {
                var info = entry.info(model);
                routes.putIfAbsent(info.id(), new Route(info, model, connection, gateway));
            }
        }
        return routes;
    }
}
