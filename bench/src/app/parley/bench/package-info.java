/**
 * Servers and clients that measure Parley; its tests use them too. They run on the JDK alone,
 * straight from their sources, and therefore carry no annotations of a library.
 */
package app.parley.bench;
