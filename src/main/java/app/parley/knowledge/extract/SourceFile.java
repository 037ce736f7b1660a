package app.parley.knowledge.extract;

import java.io.IOException;
import java.io.InputStream;

/** A file that is to be read, from its beginning as often as it takes. */
public interface SourceFile {
    /** Its name, which only tells texts apart. */
    String name();

    InputStream open() throws IOException;
}
