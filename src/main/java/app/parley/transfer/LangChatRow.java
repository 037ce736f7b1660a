package app.parley.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code chat_history} as it is, whatever is in it. */
record LangChatRow(@Nullable String role, @Nullable String content, @Nullable Instant at) {}
