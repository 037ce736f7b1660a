package app.parley.chat;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;

/** What can be asked. */
final class QuestionText {
    private QuestionText() {}

    /**
     * The question without the space around it.
     *
     * @throws ParleyException if nothing is left, or too much
     */
    static String checked(String text, int limit) {
        var question = text.strip();
        if (question.isEmpty()) {
            throw new ParleyException(ErrorCode.INVALID_REQUEST, "The message is empty.");
        }
        if (question.length() > limit) {
            throw new ParleyException(
                    ErrorCode.TOO_LARGE,
                    "The message has more than " + limit + " characters. Please shorten it.");
        }
        return question;
    }
}
