/** Pages of the web that are read for one answer. */
@NullMarked
package app.parley.knowledge.web;

import org.jspecify.annotations.NullMarked;
