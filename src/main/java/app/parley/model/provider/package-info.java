/** Connected providers, the catalogue of their models, and the way from a question to a model. */
@NullMarked
package app.parley.model.provider;

import org.jspecify.annotations.NullMarked;
