package app.parley.transfer;

import app.parley.platform.command.Command;
import app.parley.platform.command.CommandFailure;
import app.parley.platform.command.Offline;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ./parley import}: brings what people had in another product. */
@Offline
class ImportCommand implements Command {
    private final LangChatImport langChat;

    ImportCommand(LangChatImport langChat) {
        this.langChat = langChat;
    }

    @Override
    public String name() {
        return "import";
    }

    @Override
    public String usage() {
        return "import --langchat FILE.db [--as OLDNAME=NEWNAME]...";
    }

    @Override
    public boolean run(List<String> arguments, PrintStream out) {
        @Nullable Path file = null;
        var names = new HashMap<String, String>();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            switch (rest.next()) {
                case "--langchat" -> file = path(value(rest, "--langchat"));
                case "--as" -> addName(names, value(rest, "--as"));
                case String other -> throw CommandFailure.usage("What is " + other + "?");
            }
        }
        if (file == null) {
            throw CommandFailure.usage("Which file?");
        }
        var report = langChat.run(JdbcLangChatFile.open(file), names);
        report.print(out);
        return report.isComplete();
    }

    private static String value(Iterator<String> rest, String option) {
        if (!rest.hasNext()) {
            throw CommandFailure.usage(option + " needs a value.");
        }
        return rest.next();
    }

    private static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException impossible) {
            throw CommandFailure.because("There is no file " + typed + ".");
        }
    }

    private static void addName(Map<String, String> names, String pair) {
        int at = pair.lastIndexOf('=');
        if (at < 1 || at == pair.length() - 1) {
            throw CommandFailure.usage("--as needs OLDNAME=NEWNAME, not " + pair + ".");
        }
        names.put(pair.substring(0, at), pair.substring(at + 1));
    }
}
