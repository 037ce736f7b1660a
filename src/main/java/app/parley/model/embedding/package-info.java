/** Vectors from providers. */
@NullMarked
package app.parley.model.embedding;

import org.jspecify.annotations.NullMarked;
