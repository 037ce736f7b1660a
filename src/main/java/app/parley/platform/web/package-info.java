@NullMarked
package app.parley.platform.web;

import org.jspecify.annotations.NullMarked;
