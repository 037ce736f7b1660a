@NullMarked
package app.parley.platform.metrics;

import org.jspecify.annotations.NullMarked;
