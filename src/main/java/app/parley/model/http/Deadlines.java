package app.parley.model.http;

import java.time.Duration;

/**
 * How long a provider may take.
 *
 * @param connect to accept the connection
 * @param idle to send the next byte, the first one included
 */
public record Deadlines(Duration connect, Duration idle) {}
