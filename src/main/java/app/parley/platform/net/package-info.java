/** Networks and their addresses. */
@NullMarked
package app.parley.platform.net;

import org.jspecify.annotations.NullMarked;
