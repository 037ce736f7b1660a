package app.parley.notify;

import app.parley.account.Credential;
import app.parley.account.KeyRevoked;
import app.parley.account.SessionEnded;
import app.parley.chat.TurnEnded;
import app.parley.chat.TurnStarted;
import app.parley.conversation.ChatRead;
import app.parley.knowledge.Audience;
import app.parley.platform.id.Ids;
import app.parley.platform.task.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the latest notices of the people who have a tab open. An id names the process and a number;
 * what is too old or of another process is answered by {@link Notice.Reload}.
 */
@Component
class NoticeBoard {
    private static final int KEPT = 256;

    private final String process = Ids.newId().toString();
    private final Map<UUID, Board> boards = new ConcurrentHashMap<>();
    private final Set<UUID> endedCredentials = ConcurrentHashMap.newKeySet();

    /** A notice and its id. */
    record Posted(String id, Notice notice) {}

    @EventListener
    void on(app.parley.conversation.ConversationChanged event) {
        post(event.conversation().ownerId(), Notice.ConversationChanged.of(event.conversation()));
    }

    @EventListener
    void on(app.parley.conversation.ConversationDeleted event) {
        post(event.ownerId(), new Notice.ConversationDeleted(event.conversationId()));
    }

    @EventListener
    void on(app.parley.knowledge.CollectionChanged event) {
        post(event.audience(), new Notice.CollectionChanged(event.collectionId()));
    }

    @EventListener
    void on(app.parley.knowledge.DocumentChanged event) {
        post(event.audience(), Notice.DocumentChanged.of(event));
    }

    @EventListener
    void on(app.parley.knowledge.SiteChanged event) {
        post(event.audience(), Notice.SiteChanged.of(event));
    }

    @EventListener
    void on(ChatRead event) {
        post(event.personId(), new Notice.ChatWasRead(event.conversationId()));
    }

    @EventListener
    void on(TurnStarted event) {
        post(event.ownerId(), Notice.TurnStart.of(event));
    }

    @EventListener
    void on(TurnEnded event) {
        post(event.ownerId(), Notice.TurnEnd.of(event));
    }

    @EventListener
    void on(SessionEnded event) {
        ended(event.userId(), event.sessionId());
    }

    @EventListener
    void on(KeyRevoked event) {
        ended(event.userId(), event.keyId());
    }

    boolean hasEnded(Credential credential) {
        return endedCredentials.contains(credential.id());
    }

    void wakeAll() {
        boards.values().forEach(Board::wake);
    }

    /** Opens a person's board for one tab; close it. */
    Tab open(UUID userId, Credential credential, @Nullable String lastEventId, Signal signal) {
        var board =
                boards.compute(
                        userId,
                        (user, before) -> {
                            var open = before == null ? new Board() : before;
                            open.addTab(signal);
                            return open;
                        });
        return new Tab(userId, credential, board, signal, lastEventId);
    }

    private void ended(UUID userId, UUID credentialId) {
        var board = boards.get(userId);
        if (board != null) {
            endedCredentials.add(credentialId);
            board.wake();
        }
    }

    private void post(Audience audience, Notice notice) {
        boards.forEach(
                (person, board) -> {
                    if (audience.includes(person)) {
                        board.post(notice);
                    }
                });
    }

    private void post(UUID userId, Notice notice) {
        var board = boards.get(userId);
        if (board != null) {
            board.post(notice);
        }
    }

    /** One open tab. */
    final class Tab implements AutoCloseable {
        private final UUID userId;
        private final Credential credential;
        private final Board board;
        private final Signal signal;
        private long seen;
        private boolean missed;

        private Tab(
                UUID userId,
                Credential credential,
                Board board,
                Signal signal,
                @Nullable String lastEventId) {
            this.userId = userId;
            this.credential = credential;
            this.board = board;
            this.signal = signal;
            if (lastEventId == null) {
                seen = board.latest();
            } else {
                seen = number(lastEventId);
                missed = seen < 0 || seen > board.latest() || seen < board.oldest() - 1;
            }
        }

        /** What has come since the last call. */
        List<Posted> news() {
            var news = new ArrayList<Posted>();
            if (missed || seen < board.oldest() - 1) {
                missed = false;
                seen = board.latest();
                news.add(new Posted(id(seen), new Notice.Reload()));
                return news;
            }
            for (var notice : board.after(seen)) {
                seen++;
                news.add(new Posted(id(seen), notice));
            }
            return news;
        }

        String lastId() {
            return id(Math.max(seen, 0));
        }

        @Override
        public void close() {
            endedCredentials.remove(credential.id());
            boards.computeIfPresent(userId, (user, open) -> open.removeTab(signal) ? open : null);
        }

        private long number(String id) {
            if (!id.startsWith(process + ".")) {
                return -1;
            }
            try {
                return Long.parseLong(id.substring(process.length() + 1));
            } catch (NumberFormatException notOurs) {
                return -1;
            }
        }

        private String id(long number) {
            return process + "." + number;
        }
    }

    private static final class Board {
        private final ArrayDeque<Notice> latest = new ArrayDeque<>();
        private final Set<Signal> tabs = new HashSet<>();
        private long count;

        synchronized void addTab(Signal signal) {
            tabs.add(signal);
        }

        /**
         * @return whether other tabs are open
         */
        synchronized boolean removeTab(Signal signal) {
            tabs.remove(signal);
            return !tabs.isEmpty();
        }

        synchronized void post(Notice notice) {
            latest.addLast(notice);
            count++;
            if (latest.size() > KEPT) {
                latest.removeFirst();
            }
            tabs.forEach(Signal::raise);
        }

        synchronized void wake() {
            tabs.forEach(Signal::raise);
        }

        synchronized long latest() {
            return count;
        }

        synchronized long oldest() {
            return count - latest.size() + 1;
        }

        synchronized List<Notice> after(long seen) {
            return latest.stream().skip(Math.max(0, latest.size() - (count - seen))).toList();
        }
    }
}
