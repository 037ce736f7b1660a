/** Replaces the root of all keys: {@code ./parley keys}. */
@NullMarked
package app.parley.platform.rotation;

import org.jspecify.annotations.NullMarked;
