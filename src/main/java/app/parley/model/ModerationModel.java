package app.parley.model;

import app.parley.platform.Cancellation;
import java.util.List;

/** A provider's judgement of texts. */
public interface ModerationModel {
    /**
     * @return the categories that the text falls under; empty where it is fine
     * @throws ModelException when no provider that judges is connected, or it does not answer
     *     within a few seconds
     */
    List<String> flagged(String text, Cancellation cancellation);
}
