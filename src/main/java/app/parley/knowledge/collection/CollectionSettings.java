package app.parley.knowledge.collection;

import org.jspecify.annotations.Nullable;

/** What an owner says about a collection. */
public record CollectionSettings(
        String name, String description, Share everyone, int passageTokens, int overlapTokens) {
    static final int NAME_LIMIT = 200;
    static final int DESCRIPTION_LIMIT = 2_000;
    static final int DEFAULT_OVERLAP_TOKENS = 50;

    /** What is to be different; null leaves it as it is. */
    record Change(
            @Nullable String name,
            @Nullable String description,
            @Nullable Share everyone,
            @Nullable Integer passageTokens,
            @Nullable Integer overlapTokens) {
        boolean isEmpty() {
            return name == null
                    && description == null
                    && everyone == null
                    && passageTokens == null
                    && overlapTokens == null;
        }
    }

    static CollectionSettings of(KnowledgeCollection collection) {
        return new CollectionSettings(
                collection.name(),
                collection.description(),
                collection.everyone(),
                collection.passageTokens(),
                collection.overlapTokens());
    }

    /**
     * What a new collection is where its maker says nothing. Passages fill about four fifths of
     * what the embedding model reads, 200 of 256 tokens and 400 of 512; the rest is for their
     * header.
     */
    public static CollectionSettings unsaid(int readByModel) {
        return new CollectionSettings(
                "", "", Share.NONE, readByModel * 25 / 32, DEFAULT_OVERLAP_TOKENS);
    }

    /** An overlap that nobody has chosen for the new size is cut to it. */
    CollectionSettings with(Change change) {
        int size = change.passageTokens() == null ? passageTokens : change.passageTokens();
        return new CollectionSettings(
                change.name() == null ? name : change.name().strip(),
                change.description() == null ? description : change.description().strip(),
                change.everyone() == null ? everyone : change.everyone(),
                size,
                change.overlapTokens() == null
                        ? Math.min(overlapTokens, Math.max(0, size / 2))
                        : change.overlapTokens());
    }
}
