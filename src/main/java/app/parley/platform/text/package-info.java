/** What the product knows about language. */
@NullMarked
package app.parley.platform.text;

import org.jspecify.annotations.NullMarked;
