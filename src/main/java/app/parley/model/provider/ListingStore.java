package app.parley.model.provider;

import java.net.URI;
import java.util.Optional;

/** Remembers across restarts what providers said when they were last asked. */
interface ListingStore {
    /** What the provider said at this address; what it said at another one does not count. */
    Optional<Listing> find(String providerKey, URI baseUrl);

    void put(String providerKey, URI baseUrl, Listing listing);

    void forget(String providerKey);
}
