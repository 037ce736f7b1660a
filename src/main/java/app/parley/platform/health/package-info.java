@NullMarked
package app.parley.platform.health;

import org.jspecify.annotations.NullMarked;
