package app.parley.model.http;

import java.io.IOException;

/** The provider has sent nothing for longer than the deadline between bytes. */
public final class SilenceException extends IOException {
    SilenceException() {
        super("silent for too long");
    }
}
