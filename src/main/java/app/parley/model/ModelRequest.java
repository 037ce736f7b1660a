package app.parley.model;

import java.util.List;

/**
 * What a model is asked.
 *
 * @param model {@code provider/upstream id}
 * @param messages the conversation in reading order, ending with the person's question, or with the
 *     part of an answer that is to be gone on with
 * @param sources passages to answer from, numbered from 1; untrusted text, which adapters fence and
 *     label and never put into the system role
 * @param purpose what the answer is for
 */
public record ModelRequest(
        String model, List<Message> messages, List<Source> sources, Purpose purpose) {
    public ModelRequest {
        messages = List.copyOf(messages);
        sources = List.copyOf(sources);
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /** One message of the conversation. */
    public record Message(Role role, String text) {}

    /**
     * A passage the answer may cite as {@code [index]}.
     *
     * @param location where in the document, such as a section path
     * @param text what is cited
     * @param context the same with what stands right before and after it, to be read along
     */
    public record Source(int index, String title, String location, String text, String context) {
        public Source(int index, String title, String location, String text) {
            this(index, title, location, text, text);
        }
    }

    /** What the answer is for. */
    public enum Purpose {
        /** An answer for the person who asked. */
        ANSWER,
        /**
         * An answer that rests on the sources, because the person chose where to look it up;
         * without sources it says that nothing was found there.
         */
        GROUNDED_ANSWER,
        /**
         * The last question, put so that it can be searched for without what was said before it.
         */
        SEARCH_QUERY,
        /** A title of at most six words for the conversation. */
        TITLE
    }
}
