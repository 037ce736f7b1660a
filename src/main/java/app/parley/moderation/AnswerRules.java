package app.parley.moderation;

import app.parley.platform.Cancellation;
import java.util.List;

/** What an answer is looked through for, as it was when the answer began. For any thread. */
public interface AnswerRules {
    /** Whether a finding can end the answer: only then is text worth holding back. */
    boolean canBlock();

    /** What stands in a stretch of an answer, the most serious first. Costs time alone. */
    List<Finding> in(String stretch);

    /** What stands in an answer that is complete; may ask a provider, within a deadline. */
    List<Finding> inWhole(String answer, Cancellation cancellation);
}
