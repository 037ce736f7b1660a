package app.parley.knowledge.embedding;

import app.parley.knowledge.embedding.Embedder.Closeness;
import java.util.List;

/**
 * Finds out what a model's cosines tell. Each model has a scale of its own: what is unrelated for
 * one is close for another. A few questions with their answers show it: how close the right ones
 * are, and how close the wrong ones.
 */
final class Calibration {
    /**
     * Where between wrong and right answers a passage begins to have something to do with a
     * question, and where it surely has. So chosen that they give for the models inside Parley what
     * was measured for them on many questions.
     */
    private static final double UNRELATED = 0.38;

    private static final double RELATED = 0.68;

    static final List<String> QUESTIONS =
            List.of(
                    "How do I reset my password?",
                    "What is the largest file that can be uploaded?",
                    "Why does the boiler switch itself off at night?",
                    "Who signs travel expenses above a thousand euros?",
                    "Which fertiliser do tomatoes need in July?",
                    "How long is the notice period after the probation?",
                    "What does error 1045 of the database mean?",
                    "When did the northern lighthouse stop being manned?");

    static final List<String> ANSWERS =
            List.of(
                    "If you have forgotten your password, choose 'Reset password' on the sign-in page. A link that is"
                            + " valid for an hour is sent to your address.",
                    "Uploads are limited to 50 MB a file. Larger files must be split, or an administrator raises the"
                            + " limit.",
                    "Between ten in the evening and six in the morning the heating is lowered: the boiler turns off"
                            + " until the room falls below sixteen degrees.",
                    "Travel costs are approved by the head of the department; from 1,000 euros on, the managing"
                            + " director signs as well.",
                    "In midsummer tomato plants want potassium above all. Feed them every two weeks and keep nitrogen"
                            + " low.",
                    "After the six months of probation, either side may end the contract with three months' notice to"
                            + " the end of a month.",
                    "Access denied (1045): the user name or the password that the client sends to MySQL is wrong, or"
                            + " the account may not connect from this host.",
                    "The last keeper left the lighthouse on the northern cape in 1988, when its lamp was"
                            + " automated.");

    private Calibration() {}

    /** What the cosines of these vectors tell, of length 1 and in the order of the texts. */
    static Closeness of(List<float[]> questions, List<float[]> answers) {
        double right = 0;
        double wrong = 0;
        int texts = questions.size();
        for (int i = 0; i < texts; i++) {
            for (int j = 0; j < texts; j++) {
                double cosine = Vectors.cosine(questions.get(i), answers.get(j));
                if (i == j) {
                    right += cosine / texts;
                } else {
                    wrong += cosine / (texts * (texts - 1));
                }
            }
        }
        double span = Math.max(right - wrong, 0.01);
        return new Closeness(wrong + UNRELATED * span, wrong + RELATED * span);
    }
}
