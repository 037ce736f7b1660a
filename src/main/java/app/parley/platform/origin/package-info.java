/** In whose name the calling thread works. */
@NullMarked
package app.parley.platform.origin;

import org.jspecify.annotations.NullMarked;
