/** Documents, passages, retrieval, citations. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account", "model"})
package app.parley.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
