/** What {@code ./parley} does besides serving, in a process of its own and without the server. */
@NullMarked
package app.parley.platform.command;

import org.jspecify.annotations.NullMarked;
