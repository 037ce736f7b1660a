@NullMarked
package app.parley.platform.limits;

import org.jspecify.annotations.NullMarked;
