package app.parley.platform.audit;

import app.parley.platform.command.Command;
import app.parley.platform.command.CommandFailure;
import app.parley.platform.command.Offline;
import java.io.PrintStream;
import java.util.List;

/** {@code ./parley audit verify}: says whether the audit log is what was written. */
@Offline
class AuditCommand implements Command {
    private final AuditVerifier verifier;

    AuditCommand(AuditVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String usage() {
        return "audit verify";
    }

    @Override
    public boolean run(List<String> arguments, PrintStream out) {
        if (!arguments.equals(List.of("verify"))) {
            throw CommandFailure.usage("What about the audit log?");
        }
        var found = verifier.verify();
        if (found.intact()) {
            out.println("The audit log is intact: " + found.entries() + " entries.");
            return true;
        }
        out.println("The audit log is NOT what was written. " + found.problem());
        if (found.firstBroken() != null) {
            out.println("The first entry that is not as it was: " + found.firstBroken() + ".");
        }
        return false;
    }
}
