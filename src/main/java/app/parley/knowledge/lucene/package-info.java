/** The embedded passage index. */
@NullMarked
package app.parley.knowledge.lucene;

import org.jspecify.annotations.NullMarked;
