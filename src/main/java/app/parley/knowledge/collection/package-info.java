/** Collections, and who may do what with them. */
@NullMarked
package app.parley.knowledge.collection;

import org.jspecify.annotations.NullMarked;
