package app.parley.knowledge.site;

import app.parley.knowledge.document.DocumentItem;

/** A page that the last crawl could not read, and why. */
record FailedPage(String address, DocumentItem.Failure error) {}
