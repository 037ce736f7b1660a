/**
 * The chat turn under a seeded clock and scheduler, with fakes of its ports that fail, hang and die
 * at any call.
 */
package app.parley.simulation;
