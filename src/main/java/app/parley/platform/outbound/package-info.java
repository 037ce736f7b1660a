/** The one way out to addresses that people name. */
@NullMarked
package app.parley.platform.outbound;

import org.jspecify.annotations.NullMarked;
