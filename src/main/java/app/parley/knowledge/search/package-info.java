/** Finding the passages that answer a question. */
@NullMarked
package app.parley.knowledge.search;

import org.jspecify.annotations.NullMarked;
