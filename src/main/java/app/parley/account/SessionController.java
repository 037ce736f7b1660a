package app.parley.account;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me/sessions")
class SessionController {
    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    record SessionList(List<SessionItem> items, @Nullable String nextCursor) {}

    /**
     * @param current whether it is the one that asks
     * @param device such as "Chrome on Linux"
     */
    record SessionItem(
            UUID id,
            boolean current,
            String userAgent,
            String device,
            String ipAddress,
            Instant createdAt,
            Instant lastUsedAt) {}

    @GetMapping
    SessionList list(CurrentUser user) {
        var items =
                sessions.live(user.userId()).stream()
                        .map(session -> item(session, user.sessionId()))
                        .toList();
        return new SessionList(items, null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(CurrentUser user, @PathVariable UUID id) {
        if (!sessions.end(user.userId(), id, EndReason.ENDED_BY_OWNER)) {
            throw new ParleyException(ErrorCode.NOT_FOUND, "There is no such session.");
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(CurrentUser user) {
        sessions.endAll(user.userId(), user.sessionId(), EndReason.ENDED_BY_OWNER);
    }

    static SessionItem item(SessionRow session, UUID current) {
        var client = session.client();
        return new SessionItem(
                session.id(),
                session.id().equals(current),
                client.userAgent(),
                Device.of(client.userAgent()),
                client.ipAddress(),
                session.createdAt(),
                session.lastUsedAt());
    }
}
