/** The port between the product and the providers of language models. */
@NullMarked
package app.parley.model.gateway;

import org.jspecify.annotations.NullMarked;
