/** Mail to people: queued durably, delivered in the background. */
@NullMarked
package app.parley.notify.mail;

import org.jspecify.annotations.NullMarked;
