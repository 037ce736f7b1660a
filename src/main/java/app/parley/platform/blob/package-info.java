@NullMarked
package app.parley.platform.blob;

import org.jspecify.annotations.NullMarked;
