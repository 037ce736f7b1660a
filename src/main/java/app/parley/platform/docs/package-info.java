@NullMarked
package app.parley.platform.docs;

import org.jspecify.annotations.NullMarked;
