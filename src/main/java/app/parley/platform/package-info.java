/** The floor: what every feature stands on and what knows no feature. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package app.parley.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
