package app.parley.model.provider;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.gateway.ProviderFailures;
import app.parley.platform.Cancellation;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks providers which models they have, within a deadline, and knows what they said last. */
@Component
class Listings {
    private static final Logger LOG = LoggerFactory.getLogger(Listings.class);

    private final Gateways gateways;
    private final ListingStore store;
    private final ModelProperties settings;
    private final Clock clock;

    /** What was heard since the start, by provider; newer than any row. */
    private final Map<Heard, Listing> heard = new ConcurrentHashMap<>();

    Listings(Gateways gateways, ListingStore store, ModelProperties settings, Clock clock) {
        this.gateways = gateways;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a provider said counts for the address it said it at. */
    private record Heard(String providerKey, URI baseUrl) {
        static Heard of(Provider provider) {
            return new Heard(provider.key(), provider.connection().baseUrl());
        }
    }

    /** Asks a provider for its models, now; returns what it said. */
    Listing ask(Provider provider) {
        var before = of(provider);
        var listing = asked(provider);
        tell(provider, before, listing);
        heard.put(Heard.of(provider), listing);
        if (provider.origin() != Origin.BUILT_IN) {
            store.put(provider.key(), provider.connection().baseUrl(), listing);
        }
        return listing;
    }

    /** What the provider said last, in this process or before it. */
    Listing of(Provider provider) {
        var known = heard.get(Heard.of(provider));
        if (known == null) {
            var remembered = store.find(provider.key(), provider.connection().baseUrl());
            // not kept in memory: another process may be asking right now
            return remembered.orElse(Listing.NEVER_ASKED);
        }
        return known;
    }

    /** Whether the provider has answered since the start, the last time that it was asked. */
    boolean isAnswering(Provider provider) {
        var listing = heard.get(Heard.of(provider));
        return listing != null && listing.failure() == null && listing.checkedAt() != null;
    }

    /** Forgets what a provider said, because it is gone or has moved. */
    void forget(String providerKey) {
        heard.keySet().removeIf(said -> said.providerKey().equals(providerKey));
        store.forget(providerKey);
    }

    private Listing asked(Provider provider) {
        var connection = provider.connection();
        var gateway = gateways.find(connection.kind()).orElse(null);
        if (gateway == null) {
            return new Listing(
                    List.of(),
                    ModelFailure.REFUSED,
                    "This kind of provider is not supported here.",
                    clock.instant());
        }
        var cancellation = new Cancellation();
        var deadline = Thread.ofVirtual().start(() -> cancelLater(cancellation));
        try {
            return new Listing(
                    gateway.models(connection, cancellation), null, null, clock.instant());
        } catch (ModelException failed) {
            return failed(provider, failed);
        } catch (CancellationException tooSlow) {
            return failed(provider, ProviderFailures.of(connection, "", ModelFailure.UNREACHABLE));
        } catch (RuntimeException unexpected) {
            LOG.warn("The models of {} could not be read", connection, unexpected);
            return failed(provider, ProviderFailures.notTalkingTheLanguage(connection));
        } finally {
            deadline.interrupt();
        }
    }

    private void cancelLater(Cancellation cancellation) {
        try {
            Thread.sleep(settings.listTimeout());
            cancellation.cancel();
        } catch (InterruptedException answered) {
            // nothing to give up
        }
    }

    /** The models of the last time stay: the provider may be back before anybody asks. */
    private Listing failed(Provider provider, ModelException failed) {
        return new Listing(
                of(provider).models(), failed.failure(), failed.getMessage(), clock.instant());
    }

    /** Whoever runs the server reads when a provider comes or goes. */
    private void tell(Provider provider, Listing before, Listing now) {
        var failure = now.failure();
        var isNews = before.checkedAt() == null || before.failure() != failure;
        // an Ollama that is not on this machine is no news
        if (!isNews || provider.origin() == Origin.DISCOVERED && failure != null) {
            return;
        }
        var name = provider.connection().name();
        if (failure == null) {
            LOG.info("{} offers {} models", name, now.models().size());
        } else {
            LOG.warn("{} does not list its models: {}", name, failure.code());
        }
    }
}
