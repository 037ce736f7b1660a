package app.parley.knowledge.fetch;

import app.parley.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may send the next request to a server, and when: one after the other, whichever process they
 * are of.
 */
public class JdbcServerPace {
    /** Longer than anybody waits for a server. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Database database;
    private final Clock clock;

    public JdbcServerPace(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes the next turn at a server, if it comes soon enough.
     *
     * @param gap between this request and the one after it
     * @return how long to wait for it; nothing, and no turn is taken, if that is longer
     */
    public Optional<Duration> next(String server, Duration gap, Duration longestWait) {
        long now = clock.millis();
        return database.write(
                        sql ->
                                sql.sql(
                                                """
                                                insert into server_pace (server, free_at) values (:server, :now + :gap)
                                                on conflict (server) do update
                                                set free_at = :gap + case when server_pace.free_at > :now
                                                                          then server_pace.free_at else :now end
                                                where server_pace.free_at <= :latest
                                                returning free_at""")
                                        .param("server", server)
                                        .param("now", now)
                                        .param("gap", gap.toMillis())
                                        .param("latest", now + longestWait.toMillis())
                                        .query(Long.class)
                                        .optional())
                .map(freeAt -> Duration.ofMillis(Math.max(0, freeAt - gap.toMillis() - now)));
    }

    /** When the server can be asked again. */
    public Instant freeAt(String server) {
        return database.read(
                sql ->
                        sql.sql("select free_at from server_pace where server = :server")
                                .param("server", server)
                                .query(Long.class)
                                .optional()
                                .map(Instant::ofEpochMilli)
                                .orElse(clock.instant()));
    }

    /** The server has asked to be left alone until then. */
    public void hold(String server, Instant until) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into server_pace (server, free_at) values (:server, :until)
                                        on conflict (server) do update
                                        set free_at = case when server_pace.free_at > :until
                                                           then server_pace.free_at else :until end""")
                                .param("server", server)
                                .param("until", until.toEpochMilli())
                                .update());
    }

    /** Servers that nobody has asked anything for long need no row. */
    public void forget() {
        database.change(
                sql ->
                        sql.sql("delete from server_pace where free_at < :long_ago")
                                .param("long_ago", clock.millis() - FORGOTTEN.toMillis())
                                .update());
    }
}
