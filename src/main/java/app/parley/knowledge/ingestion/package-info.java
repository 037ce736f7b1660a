/**
 * The queue that takes documents from files to passages, and collections to other embedding models.
 */
@NullMarked
package app.parley.knowledge.ingestion;

import org.jspecify.annotations.NullMarked;
