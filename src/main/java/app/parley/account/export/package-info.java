/** Copies of everything that somebody has here, made in the background. */
@NullMarked
package app.parley.account.export;

import org.jspecify.annotations.NullMarked;
