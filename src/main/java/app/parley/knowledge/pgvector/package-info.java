/** Passages in PostgreSQL: words by {@code tsvector}, vectors by pgvector. */
@NullMarked
package app.parley.knowledge.pgvector;

import org.jspecify.annotations.NullMarked;
