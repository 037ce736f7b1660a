package app.parley.platform.db;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code DATABASE_URL} names: a SQLite file or a PostgreSQL database. */
public sealed interface DatabaseUrl {
    /**
     * @param file where the database is or will be
     */
    record Sqlite(Path file) implements DatabaseUrl {}

    /**
     * @param jdbcUrl without credentials
     */
    record Postgresql(String jdbcUrl, @Nullable String username, @Nullable String password)
            implements DatabaseUrl {}

    /**
     * Reads the forms that people use for other products too.
     *
     * @param url empty for the default file in the data directory
     * @throws IllegalArgumentException with a sentence that says what is wrong, without the
     *     password
     */
    static DatabaseUrl parse(String url, Path dataDir) {
        if (url.isBlank()) {
            return new Sqlite(dataDir.resolve("parley.db"));
        }
        if (url.startsWith("sqlite:///") && url.length() > "sqlite:///".length()) {
            // sqlite:///file is relative to the working directory, sqlite:////file absolute
            // (SQLAlchemy's rule)
            return new Sqlite(Path.of(url.substring("sqlite:///".length())));
        }
        if (url.startsWith("jdbc:postgresql://")) {
            return postgresql(url.substring("jdbc:".length()));
        }
        if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
            return postgresql(url);
        }
        throw new IllegalArgumentException(
                "DATABASE_URL must start with sqlite:///, postgres://, postgresql:// or jdbc:postgresql://");
    }

    private static Postgresql postgresql(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "DATABASE_URL is not a valid URL (special characters in the password must be percent-encoded)");
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("DATABASE_URL must name a host and a database");
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var jdbcUrl = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        var credentials = uri.getRawUserInfo();
        if (credentials == null) {
            return new Postgresql(jdbcUrl, null, null);
        }
        var colon = credentials.indexOf(':');
        return colon < 0
                ? new Postgresql(jdbcUrl, decoded(credentials), null)
                : new Postgresql(
                        jdbcUrl,
                        decoded(credentials.substring(0, colon)),
                        decoded(credentials.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
