@NullMarked
package app.parley.platform.config;

import org.jspecify.annotations.NullMarked;
