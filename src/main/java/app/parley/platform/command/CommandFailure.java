package app.parley.platform.command;

/** Why a command does not go on: a sentence for whoever called it. */
public final class CommandFailure extends RuntimeException {
    private final boolean wronglyCalled;

    private CommandFailure(String sentence, boolean wronglyCalled) {
        super(sentence);
        this.wronglyCalled = wronglyCalled;
    }

    public static CommandFailure because(String sentence) {
        return new CommandFailure(sentence, false);
    }

    /** The arguments are not what they should be; the usage is told too. */
    public static CommandFailure usage(String sentence) {
        return new CommandFailure(sentence, true);
    }

    boolean isWronglyCalled() {
        return wronglyCalled;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
