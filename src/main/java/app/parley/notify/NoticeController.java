package app.parley.notify;

import app.parley.account.CredentialGate;
import app.parley.account.CurrentUser;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import app.parley.platform.web.EventStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The small stream that every tab holds open: what happened on other tabs, devices and in other
 * chats.
 */
@RestController
@RequestMapping("/api/v1")
class NoticeController implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NoticeController.class);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final long PING_MILLIS = 15_000;

    private final NoticeBoard board;
    private final CredentialGate credentials;
    private final Tasks tasks;
    private final JsonMapper json;
    private volatile boolean running;

    NoticeController(NoticeBoard board, CredentialGate credentials, Tasks tasks, JsonMapper json) {
        this.board = board;
        this.credentials = credentials;
        this.tasks = tasks;
        this.json = json;
    }

    @GetMapping("/events")
    void events(
            CurrentUser user,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException {
        var out = EventStream.open(response);
        var signal = tasks.signal();
        try (var tab = board.open(user.userId(), user.credential(), lastEventId, signal)) {
            out.flush();
            follow(user, tab, signal, out);
        } catch (IOException gone) {
            log.debug("a tab of {} was closed", user.userId());
        }
    }

    private void follow(CurrentUser user, NoticeBoard.Tab tab, Signal signal, EventStream out)
            throws IOException {
        long sentAt = tasks.monotonicMillis();
        while (true) {
            var news = tab.news();
            for (var posted : news) {
                send(out, posted.id(), posted.notice());
            }
            if (board.hasEnded(user.credential()) || !credentials.isLive(user.credential())) {
                var last =
                        credentials.mayComeBack(user.credential())
                                ? new Notice.Reconnect()
                                : new Notice.SessionEnd();
                send(out, tab.lastId(), last);
                out.flush();
                return;
            }
            if (!running) {
                send(out, tab.lastId(), new Notice.Reconnect());
                out.flush();
                return;
            }
            if (!news.isEmpty()) {
                out.flush();
                sentAt = tasks.monotonicMillis();
            } else if (tasks.monotonicMillis() - sentAt >= PING_MILLIS) {
                out.ping();
                sentAt = tasks.monotonicMillis();
            }
            signal.await(LOOK);
        }
    }

    private void send(EventStream out, String id, Notice notice) throws IOException {
        out.event(id, notice.type(), json.writeValueAsString(notice));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets go of all tabs, before the web server would wait for them. */
    @Override
    public void stop() {
        running = false;
        board.wakeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
