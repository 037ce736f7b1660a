/** Fetching pages of the web for collections, at the pace that their servers bear. */
@NullMarked
package app.parley.knowledge.fetch;

import org.jspecify.annotations.NullMarked;
