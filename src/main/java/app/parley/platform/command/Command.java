package app.parley.platform.command;

import java.io.PrintStream;
import java.util.List;

/** Something that {@code ./parley NAME …} does. Whoever has one marks it {@link Offline}. */
public interface Command {
    String name();

    /** How it is called, for those who called it wrongly. */
    String usage();

    /**
     * @param arguments what follows the name
     * @param out for what came of it
     * @return whether all of it was done
     * @throws CommandFailure with a sentence, when nothing more can be done
     */
    boolean run(List<String> arguments, PrintStream out);
}
