@NullMarked
package app.parley.platform.error;

import org.jspecify.annotations.NullMarked;
