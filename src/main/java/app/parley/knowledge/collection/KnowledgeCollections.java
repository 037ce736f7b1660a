package app.parley.knowledge.collection;

import app.parley.account.People;
import app.parley.account.Person;
import app.parley.knowledge.Audience;
import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.document.Documents;
import app.parley.knowledge.embedding.Embedder;
import app.parley.knowledge.embedding.Embedders;
import app.parley.knowledge.ingestion.JdbcReembeddingStore;
import app.parley.knowledge.ingestion.Reembedding;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** What people do with collections, apart from filling them. */
@Service
public class KnowledgeCollections {
    private static final int MOST_OF_ONE_PERSON = 1_000;
    private static final int SHORTEST_PASSAGE = 50;

    private final JdbcCollectionStore store;
    private final Embedders embedders;
    private final People people;
    private final Documents documents;
    private final JdbcReembeddingStore reembedding;
    private final Reembedding work;
    private final Audit audit;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    KnowledgeCollections(
            JdbcCollectionStore store,
            Embedders embedders,
            People people,
            Documents documents,
            JdbcReembeddingStore reembedding,
            Reembedding work,
            Audit audit,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.store = store;
        this.embedders = embedders;
        this.people = people;
        this.documents = documents;
        this.reembedding = reembedding;
        this.work = work;
        this.audit = audit;
        this.transactions = transactions;
        this.events = events;
    }

    /** Somebody whom a collection is shared with by name. */
    record Member(Person person, Share access) {}

    /**
     * @param model what makes its vectors; null for the usual one
     */
    KnowledgeCollection create(UUID owner, CollectionSettings.Change said, @Nullable String model) {
        var embedder = model == null ? embedders.chosen() : known(model);
        var settings =
                checked(
                        CollectionSettings.unsaid(embedder.maxTokens()).with(said),
                        embedder.model());
        if (store.owned(owner) >= MOST_OF_ONE_PERSON) {
            throw new ParleyException(
                    ErrorCode.CONFLICT,
                    "You have %d collections, and nobody may have more."
                            .formatted(MOST_OF_ONE_PERSON));
        }
        var id = Ids.newId();
        store.create(owner, id, settings, embedder.model());
        tell(id, store.audience(id));
        return find(owner, id);
    }

    KnowledgeCollection find(UUID reader, UUID id) {
        return store.find(reader, id).orElseThrow(KnowledgeCollections::missing);
    }

    List<KnowledgeCollection> list(UUID reader, @Nullable UUID after, int limit) {
        return store.list(reader, after, limit);
    }

    KnowledgeCollection change(UUID owner, UUID id, CollectionSettings.Change change) {
        var before = owned(owner, id);
        var audience = store.audience(id);
        var settings = checked(CollectionSettings.of(before).with(change), before.embeddingModel());
        transactions.transaction(
                () -> {
                    if (!store.update(owner, id, settings)) {
                        throw missing();
                    }
                    var entry =
                            entry("collection.shared", before)
                                    .change("everyone", before.everyone(), settings.everyone());
                    if (!entry.changes().isEmpty()) {
                        audit.record(entry);
                    }
                    return settings;
                });
        tell(id, audience.and(store.audience(id)));
        return find(owner, id);
    }

    /** Lets the collection go over to another embedding model; searches go on meanwhile. */
    KnowledgeCollection changeModel(UUID owner, UUID id, String model) {
        var before = owned(owner, id);
        checked(CollectionSettings.of(before), known(model).model());
        if (reembedding.aim(owner, id, model)) {
            work.wake();
            tell(id, store.audience(id));
        }
        return find(owner, id);
    }

    private Embedder known(String model) {
        return embedders
                .find(model)
                .orElseThrow(
                        () ->
                                new ParleyException(
                                        ErrorCode.MODEL_UNAVAILABLE,
                                        "This embedding model is not connected. Please choose one from the list."));
    }

    /** Makes a collection one that is searched for everyone; the caller is an administrator. */
    KnowledgeCollection setDefaultForEveryone(UUID administrator, UUID id, boolean chosen) {
        transactions.transaction(
                () -> {
                    var before = find(administrator, id);
                    if (!store.setDefaultForEveryone(administrator, id, chosen)) {
                        throw missing();
                    }
                    audit.record(
                            entry("collection.shared", before)
                                    .change(
                                            "defaultForEveryone",
                                            before.defaultForEveryone(),
                                            chosen));
                    return chosen;
                });
        tell(id, store.audience(id));
        return find(administrator, id);
    }

    void delete(UUID owner, UUID id) {
        var before = owned(owner, id);
        var audience = store.audience(id);
        var files = documents.filesOf(owner, id);
        transactions.transaction(
                () -> {
                    if (!store.delete(owner, id)) {
                        throw missing();
                    }
                    audit.record(entry("collection.deleted", before));
                    return id;
                });
        documents.forget(files);
        tell(id, audience);
    }

    List<Member> members(UUID owner, UUID id) {
        owned(owner, id);
        var grants = store.grants(owner, id);
        return people.withIds(grants.keySet()).stream()
                .map(person -> new Member(person, grants.getOrDefault(person.id(), Share.READ)))
                .toList();
    }

    Member share(UUID owner, UUID id, String username, Share access) {
        var collection = owned(owner, id);
        var person = person(username);
        if (person.id().equals(owner)) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "The collection is yours: you may do everything.");
        }
        if (access == Share.NONE) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "Access is read or write; to take it back, delete it.");
        }
        transactions.transaction(
                () -> {
                    var before = store.grants(owner, id).get(person.id());
                    store.grant(owner, id, person.id(), access);
                    audit.record(
                            entry("collection.shared", collection)
                                    .detail("person", person.id())
                                    .change("access", before, access));
                    return access;
                });
        tell(id, store.audience(id));
        return new Member(person, access);
    }

    void unshare(UUID owner, UUID id, String username) {
        var collection = owned(owner, id);
        var audience = store.audience(id);
        var person = person(username).id();
        transactions.transaction(
                () -> {
                    if (!store.revoke(owner, id, person)) {
                        throw nobody();
                    }
                    audit.record(entry("collection.unshared", collection).detail("person", person));
                    return id;
                });
        tell(id, audience);
    }

    /** The failure for a collection that is not there, or that the person may not read. */
    public static ParleyException missing() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "There is no such collection, or you may not read it.");
    }

    private static AuditEntry entry(String action, KnowledgeCollection collection) {
        // Without its name: that is the owner's, and goes with the account.
        return Audit.entry(action).on("collection", collection.id());
    }

    private KnowledgeCollection owned(UUID owner, UUID id) {
        var collection = find(owner, id);
        if (collection.access() != CollectionAccess.OWNER) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN, "Only the owner of the collection may do this.");
        }
        return collection;
    }

    private Person person(String username) {
        return people.named(username).orElseThrow(KnowledgeCollections::nobody);
    }

    private static ParleyException nobody() {
        return new ParleyException(
                ErrorCode.NOT_FOUND,
                "There is nobody with this username, or the collection is not shared with them.");
    }

    private CollectionSettings checked(CollectionSettings settings, String model) {
        if (settings.name().isEmpty() || settings.name().length() > CollectionSettings.NAME_LIMIT) {
            throw invalid(
                    "A collection has a name of at most %d characters."
                            .formatted(CollectionSettings.NAME_LIMIT));
        }
        if (settings.description().length() > CollectionSettings.DESCRIPTION_LIMIT) {
            throw invalid(
                    "A description has at most %d characters."
                            .formatted(CollectionSettings.DESCRIPTION_LIMIT));
        }
        int longest = embedders.find(model).orElseGet(embedders::builtIn).maxTokens();
        if (settings.passageTokens() < SHORTEST_PASSAGE || settings.passageTokens() > longest) {
            throw invalid(
                    "Passages have %d to %d tokens, which is what the embedding model reads."
                            .formatted(SHORTEST_PASSAGE, longest));
        }
        if (settings.overlapTokens() < 0
                || settings.overlapTokens() > settings.passageTokens() / 2) {
            throw invalid("The overlap is at most half of a passage.");
        }
        return settings;
    }

    private static ParleyException invalid(String sentence) {
        return new ParleyException(ErrorCode.INVALID_REQUEST, sentence);
    }

    private void tell(UUID id, Audience audience) {
        events.publishEvent(new CollectionChanged(id, audience));
    }
}
