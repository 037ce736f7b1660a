package app.parley.knowledge.pgvector;

/**
 * The vectors of one length. PostgreSQL indexes a column only where all of it has one length, so
 * that each length has a partial index of its own.
 */
record VectorSpace(int dimensions) {
    private static final int MOST_INDEXED = 2_000;
    private static final int MOST_INDEXED_IN_HALVES = 4_000;

    /** The type to compare by: half as exact where an index takes no more. */
    private String type() {
        return (isHalved() ? "halfvec(" : "vector(") + dimensions + ")";
    }

    private boolean isHalved() {
        return dimensions > MOST_INDEXED && isIndexed();
    }

    boolean isIndexed() {
        return dimensions <= MOST_INDEXED_IN_HALVES;
    }

    /** The stored vector in this space. */
    String stored() {
        return "(vector::" + type() + ")";
    }

    /** A parameter in this space. */
    String parameter(String name) {
        return "cast(:" + name + " as " + type() + ")";
    }

    String index() {
        return "index_passage_near_" + dimensions;
    }

    String createIndex() {
        return "create index if not exists %s on index_passage using hnsw (%s %s) where dimensions = %d"
                .formatted(
                        index(),
                        stored(),
                        isHalved() ? "halfvec_ip_ops" : "vector_ip_ops",
                        dimensions);
    }
}
