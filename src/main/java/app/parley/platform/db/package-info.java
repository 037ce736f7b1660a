@NullMarked
package app.parley.platform.db;

import org.jspecify.annotations.NullMarked;
