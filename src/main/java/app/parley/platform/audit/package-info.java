/** The record of who did what: append-only, and every entry bound to the one before it. */
@NullMarked
package app.parley.platform.audit;

import org.jspecify.annotations.NullMarked;
