@NullMarked
package app.parley;

import org.jspecify.annotations.NullMarked;
