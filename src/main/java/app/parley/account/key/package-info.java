/** Keys that people make for programs. */
@NullMarked
package app.parley.account.key;

import org.jspecify.annotations.NullMarked;
