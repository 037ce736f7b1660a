/** Sites, which are crawled and crawled again. */
@NullMarked
package app.parley.knowledge.site;

import org.jspecify.annotations.NullMarked;
