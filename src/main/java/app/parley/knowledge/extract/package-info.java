/** From a file to its text. */
@NullMarked
package app.parley.knowledge.extract;

import org.jspecify.annotations.NullMarked;
