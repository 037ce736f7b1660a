package app.parley.transfer;

import app.parley.conversation.ImportedConversations.Line;
import app.parley.conversation.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A session of LangChat's as a conversation.
 *
 * @param lines what was said
 * @param leftOut rows without words, or by nobody who speaks
 */
record LangChatSession(List<Line> lines, int leftOut) {
    /**
     * @param begun when the session began, if its first row does not tell
     */
    static LangChatSession of(List<LangChatRow> rows, Instant begun) {
        var lines = new ArrayList<Line>();
        int leftOut = 0;
        var time = begun;
        for (var row : rows) {
            var role = role(row.role());
            var text = text(row.content());
            if (role == null || text.isBlank()) {
                leftOut++;
                continue;
            }
            time = row.at() == null ? time : row.at();
            lines.add(new Line(role, text, time));
        }
        return new LangChatSession(lines, leftOut);
    }

    private static Message.@Nullable Role role(@Nullable String name) {
        return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
            case "user", "human" -> Message.Role.USER;
            case "bot", "assistant", "ai" -> Message.Role.ASSISTANT;
            default -> null;
        };
    }

    /** No database but SQLite keeps U+0000. */
    private static String text(@Nullable String content) {
        return content == null ? "" : content.replace('\0', '\uFFFD');
    }
}
