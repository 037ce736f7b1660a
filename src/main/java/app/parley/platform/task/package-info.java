@NullMarked
package app.parley.platform.task;

import org.jspecify.annotations.NullMarked;
