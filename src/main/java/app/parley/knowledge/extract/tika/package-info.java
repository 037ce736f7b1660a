/** What runs in a Java of its own, beside the server, to read the files of people. */
@NullMarked
package app.parley.knowledge.extract.tika;

import org.jspecify.annotations.NullMarked;
