package app.parley.account.key;

import app.parley.account.CurrentUser;
import app.parley.account.KeyRevoked;
import app.parley.account.KeyScope;
import app.parley.account.Role;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** The keys of one person: makes, lists and revokes them. */
@Service
class OwnKeys {
    private static final int MOST = 100;
    private static final int MOST_NETWORKS = 50;
    private static final int LONGEST_NAME = 100;

    private final JdbcKeyStore store;
    private final LiveKeys live;
    private final ApplicationEventPublisher events;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    OwnKeys(
            JdbcKeyStore store,
            LiveKeys live,
            ApplicationEventPublisher events,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.live = live;
        this.events = events;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What somebody wants of a new key. */
    record Wish(
            String name,
            Set<KeyScope> scopes,
            List<String> networks,
            @Nullable Instant expiresAt) {}

    /**
     * @param text what the program sends, told this once; null for a key that signs
     */
    record Made(KeyRow row, @Nullable String text) {
        /** Keeps the key out of logs. */
        @Override
        public String toString() {
            return "Made[" + row.id() + "]";
        }
    }

    List<KeyRow> of(CurrentUser owner) {
        return store.of(owner.userId());
    }

    Made makeBearer(CurrentUser owner, Wish wish) {
        var key = BearerKey.generate(Ids.newId());
        return new Made(
                add(owner, wish, new Proof(key.id(), KeyKind.BEARER, key.hint(), key.hash(), null)),
                key.text());
    }

    /**
     * @param publicKey in PEM
     */
    Made makeSigning(CurrentUser owner, Wish wish, String publicKey) {
        try {
            var key = PublicKeyText.parse(publicKey).getEncoded();
            var proof = new Proof(Ids.newId(), KeyKind.SIGNING, hint(key), null, key);
            return new Made(add(owner, wish, proof), null);
        } catch (IllegalArgumentException impossible) {
            throw invalid(String.valueOf(impossible.getMessage()));
        }
    }

    /** The end of the key's thumbprint, for people to compare. */
    private static String hint(byte[] publicKey) {
        return "…" + HexFormat.of().formatHex(BearerKey.sha256(publicKey)).substring(56);
    }

    /** What shows that a program has the key. */
    private record Proof(
            UUID id,
            KeyKind kind,
            String hint,
            byte @Nullable [] hash,
            byte @Nullable [] publicKey) {}

    private KeyRow add(CurrentUser owner, Wish wish, Proof proof) {
        var row =
                new KeyRow(
                        proof.id(),
                        owner.userId(),
                        name(wish),
                        proof.hint(),
                        proof.kind(),
                        proof.hash(),
                        proof.publicKey(),
                        scopes(owner, wish),
                        networks(wish),
                        clock.instant(),
                        expiry(wish),
                        null,
                        null);
        add(row);
        return row;
    }

    void revoke(CurrentUser owner, UUID id) {
        var entry = Audit.entry("key.revoked").on("key", id);
        transactions.<@Nullable Void>transaction(
                () -> {
                    if (!store.remove(owner.userId(), id)) {
                        throw new ParleyException(ErrorCode.NOT_FOUND, "There is no such key.");
                    }
                    audit.record(entry);
                    return null;
                });
        live.forget(id);
        events.publishEvent(new KeyRevoked(owner.userId(), id));
    }

    private void add(KeyRow row) {
        var entry = made(row);
        transactions.<@Nullable Void>transaction(
                () -> {
                    if (!store.add(row, MOST)) {
                        throw new ParleyException(
                                ErrorCode.CONFLICT,
                                "You have %d keys. Revoke one that is not used any more first."
                                        .formatted(MOST));
                    }
                    audit.record(entry);
                    return null;
                });
    }

    private static AuditEntry made(KeyRow row) {
        return Audit.entry("key.created")
                .on("key", row.id())
                .tell("name", row.name())
                .detail("kind", row.kind().code())
                .detail("scopes", row.scopes().stream().map(KeyScope::code).sorted().toList())
                .detail("networks", row.networks().networks())
                .detail("expires", row.expiresAt());
    }

    private static String name(Wish wish) {
        var name = wish.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw invalid("A key has a name of up to " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    private static Set<KeyScope> scopes(CurrentUser owner, Wish wish) {
        if (wish.scopes().isEmpty()) {
            throw invalid("A key without scopes could do nothing; choose at least one.");
        }
        if (wish.scopes().contains(KeyScope.ADMIN) && owner.role() != Role.ADMIN) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "Only administrators make keys with the scope 'admin'.");
        }
        return wish.scopes();
    }

    private static AllowedNetworks networks(Wish wish) {
        if (wish.networks().size() > MOST_NETWORKS) {
            throw invalid("A key may have up to " + MOST_NETWORKS + " networks.");
        }
        try {
            return new AllowedNetworks(wish.networks());
        } catch (IllegalArgumentException impossible) {
            throw invalid(String.valueOf(impossible.getMessage()));
        }
    }

    private @Nullable Instant expiry(Wish wish) {
        var expires = wish.expiresAt();
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw invalid("The key would have expired already.");
        }
        return expires;
    }

    static ParleyException invalid(String sentence) {
        return new ParleyException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
