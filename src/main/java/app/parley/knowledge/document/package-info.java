/** Documents as people add, read and remove them. */
@NullMarked
package app.parley.knowledge.document;

import org.jspecify.annotations.NullMarked;
