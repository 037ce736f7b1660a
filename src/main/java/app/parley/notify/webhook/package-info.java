/** Tells other servers what happened. */
@NullMarked
package app.parley.notify.webhook;

import org.jspecify.annotations.NullMarked;
