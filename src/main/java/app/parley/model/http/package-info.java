/**
 * HTTP to providers: streamed answers with a deadline between bytes, given up at once when
 * cancelled, and no redirects.
 */
@NullMarked
package app.parley.model.http;

import org.jspecify.annotations.NullMarked;
