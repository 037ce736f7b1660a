@NullMarked
package app.parley.platform.secret;

import org.jspecify.annotations.NullMarked;
