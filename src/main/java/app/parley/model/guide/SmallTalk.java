package app.parley.model.guide;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people say to find out whom they talk to. */
final class SmallTalk {
    static final String WHO =
            "I am the Guide, which is built into Parley. I am not a language model: I search"
                    + " Parley's handbook and quote the sentences that answer a question, so that"
                    + " you can check every one of them.";

    private static final String ASK =
            "Ask me about Parley, for example \"How do I connect OpenAI?\", \"Where is my data?\""
                    + " or \"Which keyboard shortcuts are there?\".";

    private static final Pattern GREETING =
            Pattern.compile(
                    "(?:hi+|hello+|hey+|hiya|howdy|yo|moin|hallo|greetings|good (?:morning|day|afternoon|evening)"
                            + "|(?:hi|hello|hey) (?:there|guide|parley|everyone)|how are you(?: today)?|what'?s up)"
                            + "(?: (?:there|guide|parley))?");
    private static final Pattern THANKS =
            Pattern.compile(
                    "(?:ok(?:ay)? |great |perfect |cool )?(?:thanks?|thank you|thx|cheers)(?: (?:a lot|so much|very much|guide))?"
                            + "|ok(?:ay)?|great|perfect|cool|nice|got it|bye|goodbye|see you");
    private static final Pattern IDENTITY =
            Pattern.compile(
                    "(?:so )?(?:who|what) (?:are|r) (?:you|u)(?: exactly)?|who is this|who am i talking to"
                            + "|what is your name|what'?s your name|(?:please )?introduce yourself"
                            + "|are you (?:an? )?(?:ai|bot|robot|human|llm|language model|chatgpt|gpt|claude|gemini|real|person)"
                            + "(?: model)?|what (?:can|could) you do(?: for me)?|what do you do|how do you work"
                            + "|what can i (?:ask|do)(?: you| here)?|(?:can you )?help(?: me)?(?: please)?"
                            + "|which model (?:are you|is this)|what model (?:are you|is this)");

    private SmallTalk() {}

    /** A reply where no passage is needed for one. */
    static Optional<String> reply(String question) {
        var said =
                question.toLowerCase(Locale.ROOT)
                        .replace('’', '\'')
                        .replaceAll("[^\\p{L}\\p{N}' ]+", " ")
                        .strip()
                        .replaceAll("\\s+", " ");
        if (said.isEmpty() || GREETING.matcher(said).matches()) {
            return Optional.of("Hello. " + WHO + "\n\n" + ASK);
        }
        if (THANKS.matcher(said).matches()) {
            return Optional.of("You are welcome. " + ASK);
        }
        return IDENTITY.matcher(said).matches()
                ? Optional.of(WHO + "\n\n" + ASK)
                : Optional.empty();
    }
}
