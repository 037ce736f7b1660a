/** HTTP message signatures (RFC 9421) and content digests (RFC 9530). */
@NullMarked
package app.parley.platform.signature;

import org.jspecify.annotations.NullMarked;
