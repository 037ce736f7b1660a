package app.parley.account;

import app.parley.account.factor.Factors;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators do about people. */
@Component
class Administration {
    private final JdbcPeopleStore people;
    private final Rights rights;
    private final Sessions sessions;
    private final Factors factors;

    Administration(JdbcPeopleStore people, Rights rights, Sessions sessions, Factors factors) {
        this.people = people;
        this.rights = rights;
        this.sessions = sessions;
        this.factors = factors;
    }

    Page<JdbcPeopleStore.Row> list(@Nullable String search, @Nullable String cursor, int limit) {
        var rows =
                people.list(
                        search == null ? "" : search.strip(),
                        cursor == null ? "" : decoded(cursor),
                        limit + 1);
        return Page.of(rows, limit, row -> encoded(row.key()));
    }

    /**
     * @throws ParleyException {@code conflict} if nobody would be administrator then
     */
    JdbcPeopleStore.Row change(
            UUID id, @Nullable Role role, @Nullable Boolean suspended, @Nullable Boolean approved) {
        var person = find(id);
        if (approved != null && approved == person.pending()) {
            if (!approved) {
                throw new ParleyException(
                        ErrorCode.CONFLICT,
                        "Who was approved stays so. Suspend them to keep them out.");
            }
            rights.approve(id);
        }
        // One after the other: each tells open streams of it once it is committed.
        if (role != null && role != person.role()) {
            rights.changeRole(id, role);
        }
        if (suspended != null && suspended != (person.suspendedAt() != null)) {
            if (suspended) {
                rights.suspend(id);
            } else {
                rights.restore(id);
            }
        }
        return find(id);
    }

    List<SessionRow> sessions(UUID id) {
        return sessions.live(find(id).id());
    }

    void endSessions(UUID id) {
        sessions.endAll(find(id).id(), null, EndReason.ENDED_BY_ADMINISTRATOR);
    }

    /** For somebody who lost what they proved themselves with; they sign in again. */
    void removeFactors(UUID id) {
        factors.removeAll(find(id).id());
    }

    private JdbcPeopleStore.Row find(UUID id) {
        return people.find(id)
                .orElseThrow(
                        () -> new ParleyException(ErrorCode.NOT_FOUND, "There is no such person."));
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            var key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (Text.isClean(key)) {
                return key;
            }
        } catch (IllegalArgumentException malformed) {
            // as below
        }
        throw new ParleyException(ErrorCode.INVALID_REQUEST, "This is no cursor of the list.");
    }
}
