package app.parley.langchat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Whether somebody is there: a person, or a message that says there is none. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Verified(
        boolean success,
        @Nullable UUID userId,
        @Nullable String username,
        @Nullable String message) {
    static final Verified NOBODY = new Verified(false, null, null, "user not found");

    static Verified of(UUID userId, String username) {
        return new Verified(true, userId, username, null);
    }
}
