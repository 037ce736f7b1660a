/** The engines behind the search of the web, and how administrators connect one. */
@NullMarked
package app.parley.tool.web;

import org.jspecify.annotations.NullMarked;
