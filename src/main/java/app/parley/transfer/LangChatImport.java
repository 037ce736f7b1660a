package app.parley.transfer;

import app.parley.account.ImportedPeople;
import app.parley.account.ImportedPeople.Arrival;
import app.parley.account.Person;
import app.parley.conversation.ImportedConversations;
import app.parley.langchat.SessionIds;
import app.parley.platform.command.Offline;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings LangChat's people and their sessions. Each person and each session is a transaction of its
 * own and has an id that follows from what LangChat calls it, so that whatever was brought before,
 * wherever it broke off, is not brought again.
 */
@Offline
class LangChatImport {
    private static final UUID PEOPLE = new UUID(0, 0);

    private final ImportedPeople people;
    private final ImportedConversations conversations;
    private final Clock clock;

    LangChatImport(ImportedPeople people, ImportedConversations conversations, Clock clock) {
        this.people = people;
        this.conversations = conversations;
        this.clock = clock;
    }

    /**
     * @param names LangChat's names of people who are to have another one in Parley; where somebody
     *     there has it already, their chats become that person's
     */
    ImportReport run(JdbcLangChatFile file, Map<String, String> names) {
        var report = new ImportReport();
        for (var user : file.users()) {
            person(user, names, report).ifPresent(person -> bring(file, user, person, report));
        }
        report.strayRows(file.strayRows());
        return report;
    }

    private Optional<Person> person(
            LangChatUser user, Map<String, String> names, ImportReport report) {
        var given = names.get(user.username());
        if (given != null) {
            var owner = people.named(given);
            if (owner.isPresent()) {
                report.joined(user.username(), owner.get().username());
                return owner;
            }
        }
        var name = given == null ? user.username() : given;
        var since = user.createdAt() == null ? clock.instant() : user.createdAt();
        return switch (people.bring(idOf(user), name, user.passwordHash(), since)) {
            case Arrival.Arrived(var person, var hasPassword) -> {
                report.arrived(person.username(), hasPassword);
                yield Optional.of(person);
            }
            case Arrival.WasThere(var person) -> {
                report.wasThere();
                yield Optional.of(person);
            }
            case Arrival.NameTaken() -> {
                report.refused(name, "The name is taken here, or looks like one that is.");
                yield Optional.empty();
            }
            case Arrival.NameRefused(var reason) -> {
                report.refused(name, reason);
                yield Optional.empty();
            }
        };
    }

    /** Two installations of LangChat may both have a first user with the same name. */
    private static UUID idOf(LangChatUser user) {
        return Ids.named(
                PEOPLE, "langchat/" + user.id() + "/" + user.username() + "/" + user.createdAt());
    }

    private void bring(
            JdbcLangChatFile file, LangChatUser user, Person owner, ImportReport report) {
        file.sessions(
                user,
                (name, rows) -> {
                    var session = LangChatSession.of(rows, begun(user));
                    report.leftOut(session.leftOut());
                    if (session.lines().isEmpty()) {
                        report.emptySession();
                    } else if (conversations.add(
                            owner.id(),
                            SessionIds.conversation(owner.id(), name),
                            session.lines())) {
                        report.sessionArrived(session.lines().size());
                    } else {
                        report.sessionWasThere();
                    }
                });
    }

    private Instant begun(LangChatUser user) {
        return user.createdAt() == null ? clock.instant() : user.createdAt();
    }
}
