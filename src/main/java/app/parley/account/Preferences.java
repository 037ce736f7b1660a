package app.parley.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a person has chosen for themselves, on every device; what is not chosen is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Preferences(
        @Nullable Theme theme,
        @Nullable String language,
        @Nullable String defaultModel,
        @Nullable UUID lastConversationId,
        @Nullable Boolean sidebarCollapsed) {
    static final Preferences NONE = new Preferences(null, null, null, null, null);

    enum Theme {
        LIGHT,
        DARK,
        SYSTEM;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
