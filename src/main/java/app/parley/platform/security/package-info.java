@NullMarked
package app.parley.platform.security;

import org.jspecify.annotations.NullMarked;
