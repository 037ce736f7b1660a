/** What an answer may use beside documents: the search of the web. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account"})
package app.parley.tool;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
