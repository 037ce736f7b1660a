package app.parley.chat;

import app.parley.account.Credential;
import app.parley.account.CredentialGate;
import app.parley.conversation.ConversationDeleted;
import app.parley.conversation.ConversationStore;
import app.parley.conversation.Conversations;
import app.parley.knowledge.Knowledge;
import app.parley.model.Models;
import app.parley.platform.db.Database;
import app.parley.platform.task.Tasks;
import app.parley.platform.web.EventStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * The chat module of one process, wired as the application wires it, on whatever ports it is given.
 */
public final class ChatProcess {
    /** As in production. */
    public static final Duration SAVE_EVERY = Duration.ofMillis(250);

    public static final Duration LEASE = Duration.ofSeconds(15);
    public static final Duration DRAIN = Duration.ofSeconds(25);

    private static final ApplicationContext CONTEXT = context();
    private static final ChatProperties SETTINGS =
            new ChatProperties(SAVE_EVERY, LEASE, DRAIN, Duration.ofSeconds(15), 200_000, 200);

    private final TurnRegistry registry = new TurnRegistry();
    private final Runner runner = new Runner();
    private final ChatTurns turns;
    private final TurnViewer viewer;
    private final ChatLifecycle lifecycle;

    public ChatProcess(
            ConversationStore conversations,
            InMemoryTurnStore store,
            Database database,
            Conversations titles,
            Models models,
            Knowledge knowledge,
            CredentialGate sessions,
            ApplicationEventPublisher events,
            Tasks tasks,
            Clock clock) {
        var ending = new TurnEnding(store, conversations, database, clock);
        var recovery = new TurnRecovery(store, ending, runner, tasks, events, SETTINGS, clock);
        var saver = new TurnSaver(registry, store, recovery, runner, tasks, SETTINGS);
        var moderation = new NoModeration();
        var moderated = new ModeratedModels(models, moderation, tasks);
        var query = new SearchQuery(models, moderated, tasks);
        var pipeline =
                new TurnPipeline(
                        new Recall(conversations, SETTINGS),
                        new Moderate(moderation),
                        new SearchWeb(new NoWeb(), new NoWeb(), query),
                        new Ground(models, knowledge, query),
                        new Generate(moderated),
                        new Persist(ending, tasks, events, SETTINGS));
        turns =
                new ChatTurns(
                        new TurnRecorder(
                                conversations, store, models, database, runner, SETTINGS, clock),
                        store,
                        registry,
                        pipeline,
                        new Title(moderated, titles, tasks),
                        saver,
                        runner,
                        tasks,
                        events);
        viewer =
                new TurnViewer(
                        registry,
                        store,
                        new TurnReplay(conversations),
                        sessions,
                        runner,
                        tasks,
                        JsonMapper.shared(),
                        SETTINGS);
        lifecycle =
                new ChatLifecycle(
                        registry, saver, recovery, runner, tasks, database, CONTEXT, SETTINGS);
    }

    private static ApplicationContext context() {
        var context = new GenericApplicationContext();
        context.refresh();
        return context;
    }

    /** What a person asks of the server. */
    public sealed interface Request {
        record Ask(String text) implements Request {}

        record AskAtRoot(String text) implements Request {}

        record AskAfter(UUID answerId, String text, Set<UUID> collections) implements Request {}

        record Regenerate(UUID answerId) implements Request {}

        record Continue(UUID answerId) implements Request {}
    }

    /** What the server acknowledges. */
    public record Accepted(UUID turnId, UUID questionId, UUID answerId) {}

    /**
     * A turn as it is stored.
     *
     * @param ended whether it has an end
     * @param textBefore how much text the answer had before it
     */
    public record StoredTurn(
            UUID id,
            UUID conversationId,
            UUID questionId,
            UUID answerId,
            UUID runnerId,
            String state,
            boolean ended,
            int textBefore) {}

    public void start() {
        lifecycle.start();
    }

    /** As a signal to end does. */
    public void drain() {
        lifecycle.stop();
    }

    public UUID runnerId() {
        return runner.id();
    }

    public boolean isIdle() {
        return registry.isEmpty();
    }

    public Accepted post(UUID owner, UUID conversationId, String key, Request request) {
        var command =
                switch (request) {
                    case Request.Ask(var text) ->
                            new TurnCommand.Ask(
                                    text,
                                    new TurnCommand.Place.AtEnd(),
                                    null,
                                    Set.of(),
                                    Set.of(),
                                    false);
                    case Request.AskAtRoot(var text) ->
                            new TurnCommand.Ask(
                                    text,
                                    new TurnCommand.Place.AtRoot(),
                                    null,
                                    Set.of(),
                                    Set.of(),
                                    false);
                    case Request.AskAfter(var answer, var text, var collections) ->
                            new TurnCommand.Ask(
                                    text,
                                    new TurnCommand.Place.After(answer),
                                    null,
                                    collections,
                                    Set.of(),
                                    false);
                    case Request.Regenerate(var answer) -> new TurnCommand.Regenerate(answer, null);
                    case Request.Continue(var answer) -> new TurnCommand.Continue(answer);
                };
        var accepted =
                turns.start(owner, conversationId, key, conversationId + " " + request, command);
        return new Accepted(accepted.turnId(), accepted.userMessageId(), accepted.answerId());
    }

    public void stop(UUID owner, UUID turnId) {
        turns.stop(owner, turnId);
    }

    public void deleted(ConversationDeleted event) {
        turns.stopWith(event);
    }

    /** As {@code GET /turns/{id}/events} does. */
    public void follow(UUID owner, UUID sessionId, UUID turnId, Long after, EventStream out) {
        viewer.check(owner, turnId);
        viewer.follow(owner, new Credential.Session(sessionId, 0), turnId, after, out);
    }

    public static List<StoredTurn> stored(InMemoryTurnStore store) {
        return store.rows().stream()
                .map(
                        row ->
                                new StoredTurn(
                                        row.id(),
                                        row.conversationId(),
                                        row.userMessageId(),
                                        row.answerId(),
                                        row.runnerId(),
                                        row.state().code(),
                                        row.layout() != null,
                                        row.textOffset()))
                .toList();
    }

    /** The text that the ended turn added to its answer. */
    public static String textOf(
            InMemoryTurnStore store, ConversationStore conversations, UUID turnId) {
        var row =
                store.rows().stream()
                        .filter(found -> found.id().equals(turnId))
                        .findFirst()
                        .orElseThrow();
        return new TurnReplay(conversations).of(row).orElseThrow().allText(TurnLog.Kind.TEXT);
    }

    /** What a published event says of a turn: {@code started} or how it ended; null for others. */
    public static TurnNotice notice(Object event) {
        return switch (event) {
            case TurnStarted started -> new TurnNotice(started.turnId(), "started");
            case TurnEnded ended -> new TurnNotice(ended.turnId(), ended.status());
            default -> null;
        };
    }

    /** A published event. */
    public record TurnNotice(UUID turnId, String what) {}

    /** Turns that still have deltas. */
    public static int turnsWithDeltas(InMemoryTurnStore store) {
        return store.turnsWithDeltas();
    }
}
