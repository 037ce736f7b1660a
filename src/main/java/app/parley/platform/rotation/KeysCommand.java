package app.parley.platform.rotation;

import app.parley.platform.audit.Audit;
import app.parley.platform.command.Command;
import app.parley.platform.command.CommandFailure;
import app.parley.platform.command.Offline;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.secret.SecretKeys;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code ./parley keys rotate}: takes everything that is sealed over to another root. Whenever it
 * is interrupted, both roots are there, and it goes on when it is called again.
 */
@Offline
class KeysCommand implements Command {
    private final SecretKeys keys;
    private final JdbcSealedTexts texts;
    private final Audit audit;

    KeysCommand(SecretKeys keys, JdbcSealedTexts texts, Audit audit) {
        this.keys = keys;
        this.texts = texts;
        this.audit = audit;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String usage() {
        return "keys rotate | abandon";
    }

    @Override
    public boolean run(List<String> arguments, PrintStream out) {
        if (arguments.equals(List.of("rotate"))) {
            return rotate(out);
        }
        if (arguments.equals(List.of("abandon"))) {
            return abandon(out);
        }
        throw CommandFailure.usage("What about the keys?");
    }

    private boolean rotate(PrintStream out) {
        if (!keys.canBeReplaced()) {
            throw CommandFailure.because(
                    "There is nothing to go over from. Set PARLEY_SECRET_KEY to a new key (openssl rand -base64 48) and"
                            + " PARLEY_SECRET_KEY_BEFORE to the one of now, restart Parley, and call this again.");
        }
        audit.record(Audit.entry("keys.rotated"));
        var renewed = keys.replaced();
        var box = new SecretBox(renewed);
        int taken = takeOver(box);
        out.println("The key is a new one: " + taken + " sealed texts were taken over to it.");
        renewed.forgetFormer();
        out.println(
                "The former key opens nothing but older copies of the database any more: keep it with those alone.");
        int lost = lost(box);
        if (lost > 0) {
            out.println(
                    lost
                            + " others were sealed with a key that is not here: what they hold must be entered again.");
        }
        return lost == 0;
    }

    private int takeOver(SecretBox box) {
        int taken = 0;
        int passed;
        do { // a row that a server has written meanwhile stands somewhere else
            passed = 0;
            for (var column : texts.columns()) {
                passed += texts.replace(column, box::rewrapped);
            }
            taken += passed;
        } while (passed > 0);
        return taken;
    }

    private boolean abandon(PrintStream out) {
        if (texts.deleteLastingKeys(new SecretBox(keys)::isSealedElsewhere) == 0) {
            throw CommandFailure.because("Nothing is lost: the key opens what was sealed.");
        }
        out.println(
                "What was sealed with the lost key is given up. Everybody has to sign in again, recovery codes are void, webhooks get a"
                        + " new key, and the audit log says from here on that its seal is another one. Keys of providers and other"
                        + " services must be entered again. An administrator takes lost authenticator apps from people under Settings > People;"
                        + " ./parley factors NAME does so for the administrator.");
        return true;
    }

    private int lost(SecretBox box) {
        return texts.columns().stream()
                .mapToInt(column -> texts.count(column, box::isSealedElsewhere))
                .sum();
    }
}
