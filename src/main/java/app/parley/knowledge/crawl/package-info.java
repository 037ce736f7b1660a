/** What a crawler reads: robots.txt, lists of links, sitemaps, and the links of a page. */
@NullMarked
package app.parley.knowledge.crawl;

import org.jspecify.annotations.NullMarked;
