/** What turns texts into vectors, and which of them a collection uses. */
@NullMarked
package app.parley.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
