@NullMarked
package app.parley.platform.id;

import org.jspecify.annotations.NullMarked;
