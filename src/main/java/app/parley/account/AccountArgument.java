package app.parley.account;

import app.parley.platform.command.CommandFailure;
import app.parley.platform.command.Offline;
import java.util.List;
import org.springframework.stereotype.Component;

/** The account that the one argument of a command names. */
@Component
@Offline
class AccountArgument {
    private final JdbcAccountStore accounts;

    AccountArgument(JdbcAccountStore accounts) {
        this.accounts = accounts;
    }

    /**
     * @param question what to ask whoever named none, or several
     * @throws CommandFailure if there is no such account
     */
    Account of(List<String> arguments, String question) {
        if (arguments.size() != 1) {
            throw CommandFailure.usage(question);
        }
        var name = arguments.getFirst();
        return accounts.byUsernameKey(Username.keyOf(name))
                .orElseThrow(
                        () ->
                                CommandFailure.because(
                                        "There is nobody with the name " + name + "."));
    }
}
