package app.parley.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a key may do for its owner; {@link RouteScopes} says where each of them leads. */
public enum KeyScope {
    /** Ask, and keep chats. */
    CHAT,
    CHATS_READ,
    KNOWLEDGE_READ,
    KNOWLEDGE_WRITE,
    MODELS_READ,
    ACCOUNT_READ,
    /** What administrators may, but what concerns the security of accounts. */
    ADMIN;

    /** Such as {@code chats:read}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /**
     * @throws IllegalArgumentException if there is no such scope
     */
    @JsonCreator
    public static KeyScope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scope is called so"));
    }
}
