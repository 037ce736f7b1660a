package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.ModelFailure;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.UpstreamModel;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores of providers and of what they said promise on every database. */
abstract class ProviderStoreContract {
    private static final URI URL = URI.create("http://localhost:8000/v1");

    private Database database;
    private ProviderStore providers;
    private ListingStore listings;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        providers = new JdbcProviderStore(database, Clock.systemUTC());
        listings = new JdbcListingStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsAProvider() {
        var provider = provider("acme").withKey("k1.a.b", "…abcd");

        assertThat(providers.add(provider)).isEqualTo(provider);
        assertThat(providers.find(provider.id())).contains(provider);
        assertThat(providers.find(Ids.newId())).isEmpty();
    }

    @Test
    void givesASecondProviderOfTheSameNameAnotherSlug() {
        providers.add(provider("acme"));

        assertThat(providers.add(provider("acme")).slug()).isEqualTo("acme-2");
        assertThat(providers.add(provider("acme")).slug()).isEqualTo("acme-3");
        assertThat(providers.all())
                .extracting(StoredProvider::slug)
                .containsExactly("acme", "acme-2", "acme-3");
    }

    @Test
    void changesEverythingButTheSlug() {
        var provider = providers.add(provider("acme"));
        var changed =
                provider.named("Other")
                        .at(URI.create("https://other.example/v1"))
                        .withKey("k1.c.d", null)
                        .enabled(false);

        assertThat(providers.update(changed)).isTrue();

        assertThat(providers.find(provider.id())).contains(changed);
    }

    @Test
    void deletesOnce() {
        var provider = providers.add(provider("acme"));

        assertThat(providers.delete(provider.id())).isTrue();
        assertThat(providers.delete(provider.id())).isFalse();
        assertThat(providers.update(provider)).isFalse();
        assertThat(providers.all()).isEmpty();
    }

    @Test
    void remembersWhatAProviderSaidAtItsAddress() {
        var listing =
                new Listing(
                        List.of(
                                UpstreamModel.named("a/b:c"),
                                new UpstreamModel(
                                        "x", "X é", List.of("chat", "vision"), 8192, false)),
                        null,
                        null,
                        now());

        listings.put("one", URL, listing);

        assertThat(listings.find("one", URL)).contains(listing);
        assertThat(listings.find("one", URI.create("http://elsewhere/v1"))).isEmpty();
        assertThat(listings.find("two", URL)).isEmpty();
    }

    @Test
    void replacesAndForgetsWhatAProviderSaid() {
        listings.put("one", URL, new Listing(List.of(UpstreamModel.named("a")), null, null, now()));
        var failed = new Listing(List.of(), ModelFailure.BAD_KEY, "The key was refused.", now());

        listings.put("one", URL, failed);
        assertThat(listings.find("one", URL)).contains(failed);

        listings.forget("one");
        assertThat(listings.find("one", URL)).isEmpty();
    }

    private static StoredProvider provider(String slug) {
        return new StoredProvider(
                Ids.newId(), slug, ProviderKind.OPENAI, "Acme", URL, null, null, true, now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
