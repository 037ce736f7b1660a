package app.parley.model.provider;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps the providers that administrators have connected. */
interface ProviderStore {
    /** All, oldest first. */
    List<StoredProvider> all();

    Optional<StoredProvider> find(UUID id);

    /** Stores a new provider under its slug, or the next free one like it, and returns it. */
    StoredProvider add(StoredProvider provider);

    /**
     * Replaces what can be changed.
     *
     * @return false if it is gone
     */
    boolean update(StoredProvider provider);

    /**
     * @return false if it is gone already
     */
    boolean delete(UUID id);
}
