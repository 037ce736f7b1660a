package app.parley.transfer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What became of an import, to be told when it is over. */
class ImportReport {
    private final List<String> withoutPassword = new ArrayList<>();
    private final List<String> joined = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private int people;
    private int peopleThere;
    private int sessions;
    private int messages;
    private int sessionsThere;
    private int emptySessions;
    private int leftOut;
    private int strayRows;

    private record Refusal(String name, String reason) {}

    void arrived(String username, boolean hasPassword) {
        people++;
        if (!hasPassword) {
            withoutPassword.add(username);
        }
    }

    void wasThere() {
        peopleThere++;
    }

    void joined(String langChatName, String username) {
        joined.add("%s's chats are %s's now.".formatted(langChatName, username));
    }

    void refused(String name, String reason) {
        refused.add(new Refusal(name, reason));
    }

    void sessionArrived(int itsMessages) {
        sessions++;
        messages += itsMessages;
    }

    void sessionWasThere() {
        sessionsThere++;
    }

    void emptySession() {
        emptySessions++;
    }

    void leftOut(int rows) {
        leftOut += rows;
    }

    void strayRows(int rows) {
        strayRows = rows;
    }

    /** Whether everybody who was to come is there. */
    boolean isComplete() {
        return refused.isEmpty();
    }

    void print(PrintStream out) {
        out.printf("People: %d brought, %d were there already.%n", people, peopleThere);
        out.printf(
                "Chats: %d brought with %d messages, %d were there already.%n",
                sessions, messages, sessionsThere);
        joined.forEach(out::println);
        if (emptySessions + leftOut + strayRows > 0) {
            out.printf(
                    "Left out: %d empty sessions, %d rows without words or speaker, %d rows of nobody.%n",
                    emptySessions, leftOut, strayRows);
        }
        if (!withoutPassword.isEmpty()) {
            out.printf(
                    "Without a password: %s. Give them one with ./parley password NAME.%n",
                    String.join(", ", withoutPassword));
        }
        for (var refusal : refused) {
            out.printf("Not brought: %s. %s%n", quoted(refusal.name()), refusal.reason());
        }
        if (!isComplete()) {
            out.println(
                    "Run it again with --as OLD=NEW to bring somebody under another name, or to add their chats to the"
                            + " account that has it.");
        }
    }

    /** Names come from a file that anybody may have written. */
    private static String quoted(String name) {
        return '"' + name.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
