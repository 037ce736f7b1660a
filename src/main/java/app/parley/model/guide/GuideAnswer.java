package app.parley.model.guide;

import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Message;
import app.parley.model.ModelRequest.Role;
import app.parley.model.guide.Excerpts.Excerpt;
import java.util.List;

/**
 * Writes the Guide's answer: sentences of the sources, word for word and in their order, each
 * paragraph with the number of its source. Says once in a chat that no language model is connected.
 */
final class GuideAnswer {
    private static final String NOT_CONNECTED = "No language model is connected";

    private static final String HOW_TO_CONNECT =
            NOT_CONNECTED
                    + " yet, so I can only quote documents. An administrator connects one in"
                    + " **Settings > Models**, or sets a key such as `OPENAI_API_KEY` before Parley"
                    + " starts; a local Ollama is found by itself.";
    private static final String CHOOSE_ANOTHER =
            "For everything else, choose a language model at the top of the chat.";
    private static final String NOTHING_FOUND =
            "I found nothing about that. I quote documents, such as Parley's handbook, and know nothing"
                    + " beyond them, so I would rather not guess.";

    private GuideAnswer() {}

    /**
     * The whole answer.
     *
     * @param connected whether a language model could be chosen instead
     */
    static String to(ModelRequest request, boolean connected) {
        var question = question(request.messages());
        var reply = SmallTalk.reply(question);
        if (reply.isPresent()) {
            return reply.get() + note(request, connected, false);
        }
        var excerpts = Excerpts.of(question, request.sources());
        if (excerpts.isEmpty()) {
            return NOTHING_FOUND + note(request, connected, true);
        }
        var answer = new StringBuilder();
        excerpts.forEach(excerpt -> append(excerpt, answer));
        return answer + note(request, connected, false);
    }

    /** What the person asked last. */
    static String question(List<Message> messages) {
        return messages.reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst()
                .map(message -> message.text().strip())
                .orElse("");
    }

    private static String note(ModelRequest request, boolean connected, boolean unanswered) {
        if (connected) {
            return unanswered ? "\n\n" + CHOOSE_ANOTHER : "";
        }
        boolean told =
                request.messages().stream()
                        .anyMatch(
                                message ->
                                        message.role() == Role.ASSISTANT
                                                && message.text().contains(NOT_CONNECTED));
        return told ? "" : "\n\n" + HOW_TO_CONNECT;
    }

    private static void append(Excerpt excerpt, StringBuilder answer) {
        var pieces = excerpt.pieces();
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            boolean opens = i == 0 || pieces.get(i - 1).paragraph() != piece.paragraph();
            boolean closes =
                    i == pieces.size() - 1 || pieces.get(i + 1).paragraph() != piece.paragraph();
            if (opens && !answer.isEmpty()) {
                answer.append("\n\n");
            } else if (!opens) {
                answer.append(' ');
            }
            boolean last = i == pieces.size() - 1;
            answer.append(closes ? cited(piece, excerpt.index(), last) : piece.text());
        }
    }

    /** The piece with its number where it does not spoil what it is. */
    private static String cited(Piece piece, int index, boolean last) {
        var mark = " [" + index + "]";
        return switch (piece.kind()) {
            case SENTENCE ->
                    piece.announces()
                            ? piece.text().substring(0, piece.text().length() - 1) + mark + ":"
                            : piece.text() + mark;
            case STEPS, LIST -> piece.text() + mark;
            // Inside code or a table the number would be part of it.
            case TABLE, CODE -> last ? piece.text() + "\n\n" + mark.strip() : piece.text();
        };
    }
}
