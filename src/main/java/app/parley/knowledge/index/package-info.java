/**
 * Passages with their vectors in the database, and the index that is made of them and kept in step.
 */
@NullMarked
package app.parley.knowledge.index;

import org.jspecify.annotations.NullMarked;
