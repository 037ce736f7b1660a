package app.parley.knowledge.extract.tika;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Takes from this Java what reading a file does not need: addresses are not opened, whatever a file
 * says. The names of hosts are not looked up either, which its command line sees to, and where the
 * system lets us it has no network at all.
 */
final class Confinement {
    private Confinement() {}

    static void begin() {
        URL.setURLStreamHandlerFactory(
                protocol ->
                        switch (protocol) {
                            case "file", "jar", "jrt" -> null;
                            default -> new Refusing();
                        });
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL address) throws IOException {
            throw new IOException("no address is opened here");
        }
    }
}
