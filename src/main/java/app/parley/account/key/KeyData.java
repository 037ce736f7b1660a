package app.parley.account.key;

import app.parley.account.Erased;
import app.parley.account.KeyRevoked;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The keys of people: taken along without what proves them, and revoked when their owner goes. */
@Component
class KeyData implements PersonalData {
    private final JdbcKeyStore store;
    private final LiveKeys live;
    private final ApplicationEventPublisher events;

    KeyData(JdbcKeyStore store, LiveKeys live, ApplicationEventPublisher events) {
        this.store = store;
        this.live = live;
        this.events = events;
    }

    private record TakenKey(
            String name,
            String hint,
            KeyKind kind,
            List<String> scopes,
            List<String> allowedNetworks,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String lastUsedFrom) {
        static TakenKey of(KeyRow row) {
            return new TakenKey(
                    row.name(),
                    row.hint(),
                    row.kind(),
                    row.scopes().stream().map(scope -> scope.code()).sorted().toList(),
                    row.networks().networks(),
                    row.createdAt(),
                    row.expiresAt(),
                    row.lastUsedAt(),
                    row.lastUsedFrom());
        }
    }

    @Override
    public void export(UUID person, PersonalArchive archive) throws IOException {
        archive.json("account/keys.json", store.of(person).stream().map(TakenKey::of).toList());
    }

    @Override
    public Erased erase(UUID person) {
        var keys = store.of(person).stream().map(KeyRow::id).toList();
        keys.forEach(key -> store.remove(person, key));
        return Erased.uncounted()
                .count(Erased.Kind.KEYS, keys.size())
                .then(
                        () ->
                                keys.forEach(
                                        key -> {
                                            live.forget(key);
                                            events.publishEvent(new KeyRevoked(person, key));
                                        }));
    }
}
