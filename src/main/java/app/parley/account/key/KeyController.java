package app.parley.account.key;

import app.parley.account.CurrentUser;
import app.parley.account.KeyScope;
import app.parley.account.StepUp;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me/keys")
class KeyController {
    private final OwnKeys keys;

    KeyController(OwnKeys keys) {
        this.keys = keys;
    }

    record KeyList(List<KeyItem> items, @Nullable String nextCursor) {}

    /**
     * @param hint such as {@code sk-…abcd}
     * @param allowedNetworks from where it may be used; empty: from everywhere
     */
    record KeyItem(
            UUID id,
            String name,
            String hint,
            KeyKind kind,
            List<KeyScope> scopes,
            List<String> allowedNetworks,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String lastUsedFrom,
            Instant createdAt) {
        static KeyItem of(KeyRow key) {
            return new KeyItem(
                    key.id(),
                    key.name(),
                    key.hint(),
                    key.kind(),
                    key.scopes().stream().sorted().toList(),
                    key.networks().networks(),
                    key.expiresAt(),
                    key.lastUsedAt(),
                    key.lastUsedFrom(),
                    key.createdAt());
        }
    }

    /**
     * @param kind a bearer key if it is not said
     * @param publicKey of a signing key, in PEM
     */
    record NewKey(
            @NotNull String name,
            @NotNull Set<@NotNull KeyScope> scopes,
            @Nullable Instant expiresAt,
            @Nullable List<@NotNull String> allowedNetworks,
            @Nullable KeyKind kind,
            @Nullable String publicKey) {
        OwnKeys.Wish wish() {
            return new OwnKeys.Wish(
                    name,
                    scopes,
                    Objects.requireNonNullElse(allowedNetworks, List.of()),
                    expiresAt);
        }
    }

    /**
     * @param key what the program sends; it is not kept and not told again; null for a signing key
     */
    record MadeKey(@JsonUnwrapped KeyItem item, @Nullable String key) {
        /** Keeps the key out of logs. */
        @Override
        public String toString() {
            return "MadeKey[" + item.id() + "]";
        }
    }

    @GetMapping
    KeyList list(CurrentUser user) {
        return new KeyList(keys.of(user).stream().map(KeyItem::of).toList(), null);
    }

    @StepUp
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MadeKey make(CurrentUser user, @Valid @RequestBody NewKey wanted) {
        var made = make(user, wanted, Objects.requireNonNullElse(wanted.kind(), KeyKind.BEARER));
        return new MadeKey(KeyItem.of(made.row()), made.text());
    }

    private OwnKeys.Made make(CurrentUser user, NewKey wanted, KeyKind kind) {
        var publicKey = wanted.publicKey();
        return switch (kind) {
            case BEARER -> {
                if (publicKey != null) {
                    throw OwnKeys.invalid("Only a signing key has a public key.");
                }
                yield keys.makeBearer(user, wanted.wish());
            }
            case SIGNING -> {
                if (publicKey == null) {
                    throw OwnKeys.invalid("A signing key needs its public key.");
                }
                yield keys.makeSigning(user, wanted.wish(), publicKey);
            }
        };
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(CurrentUser user, @PathVariable UUID id) {
        keys.revoke(user, id);
    }
}
