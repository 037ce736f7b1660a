/** From a document's text to its passages. */
@NullMarked
package app.parley.knowledge.ingest;

import org.jspecify.annotations.NullMarked;
