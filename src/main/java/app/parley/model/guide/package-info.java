/** The built-in model: answers by quoting, without weights and without a network. */
@NullMarked
package app.parley.model.guide;

import org.jspecify.annotations.NullMarked;
