package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.AuthorizationMatrix.Caller;
import app.parley.account.AuthorizationMatrix.Cell;
import app.parley.account.AuthorizationMatrix.Need;
import app.parley.account.AuthorizationMatrix.Row;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Keys;
import app.parley.support.Library;
import app.parley.support.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Goes through every route that the server has and sends it what each kind of caller would: each
 * cell of the matrix is asserted from outside, and a route that has no row is a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteMatrixHttpTests extends HttpTests {
    /** What Spring has of its own: the page of errors, and the document that describes the API. */
    private static final Set<String> NOT_OURS =
            Set.of(
                    "GET /error",
                    "GET /v3/api-docs",
                    "GET /v3/api-docs.yaml",
                    "GET /v3/api-docs/swagger-config");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired private Rights rights;
    @Autowired private JdbcAccountStore accounts;
    @Autowired private RouteScopes scopes;

    private final List<MatrixThings> made = new ArrayList<>();
    private Api other;
    private Api reader;
    private Api writer;
    private Api suspended;

    @BeforeEach
    void callersAreThere() {
        if (other == null) {
            reader = newPerson();
            writer = newPerson();
            suspended = newPerson();
            rights.suspend(suspended.userId());
        }
        other = somebody();
        reader.fresh();
        writer.fresh();
    }

    @AfterEach
    void nothingStays() {
        made.forEach(MatrixThings::close);
        made.clear();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        var mapped = mappedRoutes();
        var rows = new TreeSet<>(AuthorizationMatrix.read().rows().keySet());
        assertThat(mapped).as("routes; CONTRIBUTING.md tells how to add a row").isEqualTo(rows);
    }

    @Test
    void everyRowSaysWhatAKeyNeeds() {
        var wrong = new TreeMap<String, String>();
        AuthorizationMatrix.read()
                .rows()
                .forEach(
                        (operation, row) -> {
                            var request =
                                    new MockHttpServletRequest(
                                            row.method(), MatrixThings.missing(row.path()));
                            var needed =
                                    switch (scopes.of(request)) {
                                        case RouteScopes.Rule.Open _ -> new Need.Nothing();
                                        case RouteScopes.Rule.Needs(var scope) ->
                                                new Need.Scope(scope);
                                        case RouteScopes.Rule.PeopleOnly _ -> new Need.APerson();
                                    };
                            if (!needed.equals(row.need())) {
                                wrong.put(operation, needed + " is not " + row.need());
                            }
                        });
        assertThat(wrong).isEmpty();
    }

    static Stream<String> operations() {
        return AuthorizationMatrix.read().rows().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCellIsSo(String operation) {
        var row = AuthorizationMatrix.read().rows().get(operation);
        var wrong = new ArrayList<String>();
        var things = things(row);
        for (var cell : row.cells().entrySet()) {
            var who = cell.getKey();
            var caller = caller(who, row, things.owner());
            var reply = send(caller, row, things.filled(row.path()), things);
            if (reply.status() != cell.getValue().status()) {
                wrong.add(
                        "%s: %d instead of %d: %s"
                                .formatted(
                                        who,
                                        reply.status(),
                                        cell.getValue().status(),
                                        reply.body()));
            }
            if (who == Caller.KEY
                    && reply.status() == 403
                    && !reply.body().contains("\"code\":\"insufficient-scope\"")) {
                wrong.add("a key is refused for something else: " + reply.body());
            }
            if (row.hasThing()) {
                wrong.addAll(giveaways(who, caller, row, cell.getValue(), reply, things));
            }
            if (reply.status() < 300 && !row.reads()) {
                // It may be gone now.
                things = things(row);
            }
        }
        assertThat(wrong).as(operation).isEmpty();
    }

    /** How the answer differs from that to an id which was never given out, where it may not. */
    private static List<String> giveaways(
            Caller who, Api caller, Row row, Cell cell, Reply reply, MatrixThings things) {
        boolean mayKnow =
                who == Caller.OWNER && !row.isAdministrators()
                        || who == Caller.READER
                        || who == Caller.WRITER;
        var missing = send(caller, row, MatrixThings.missing(row.path()), things);
        if (cell.asMissing() || reply.status() >= 400 && !mayKnow) {
            return shape(reply).equals(shape(missing))
                    ? List.of()
                    : List.of(
                            "%s can tell that it is there: %s is not %s"
                                    .formatted(who, shape(reply), shape(missing)));
        }
        return reply.status() < 300 && missing.status() != 404
                ? List.of(
                        "%s is answered %d about what is not there: %s"
                                .formatted(who, missing.status(), missing.body()))
                : List.of();
    }

    static Stream<String> operationsOnParts() {
        return operations().filter(operation -> operation.contains("{siteId}"));
    }

    /** What is under somebody's own thing is not looked for among everybody's. */
    @ParameterizedTest
    @MethodSource("operationsOnParts")
    void nothingIsReachedThroughAThingOfOnesOwn(String operation) {
        var row = AuthorizationMatrix.read().rows().get(operation);
        var victims = things(row);
        var attackers = new MatrixThings(other, admin(), reader, writer, this::newPerson);
        var path =
                attackers
                        .filled("/api/v1/collections/{id}/")
                        .concat(victims.filled(row.path()).replaceFirst("^.*/(?=sites/)", ""));
        var reply = send(other, row, path, victims);
        var missing = send(other, row, MatrixThings.missing(row.path()), victims);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(shape(reply)).isEqualTo(shape(missing));
    }

    private MatrixThings things(Row row) {
        var things = new MatrixThings(somebody(), admin(), reader, writer, this::newPerson);
        made.add(things);
        things.give(row.given());
        return things;
    }

    /** Somebody with an address that is theirs. */
    private Api somebody() {
        var person = newPerson();
        var address = EmailAddress.parse(person.username() + "@example.org").orElseThrow();
        accounts.setVerifiedEmail(person.userId(), address, Instant.now());
        return person;
    }

    private Api anotherAdministrator() {
        var person = somebody();
        rights.changeRole(person.userId(), Role.ADMIN);
        person.refresh().expect(200);
        return person;
    }

    private Api caller(Caller caller, Row row, Api owner) {
        return switch (caller) {
            case ANONYMOUS -> anonymous();
            case OTHER -> other;
            case OWNER -> owner;
            case SUSPENDED -> suspended;
            case KEY -> anonymous().withAccessToken(key(row, owner));
            case ADMIN -> anotherAdministrator();
            case READER -> reader;
            case WRITER -> writer;
            case GROUP -> throw new AssertionError("there are no groups yet");
        };
    }

    private String key(Row row, Api owner) {
        var able = row.need().withoutIt();
        var holder = row.isAdministrators() ? anotherAdministrator() : owner;
        if (!row.isAdministrators()) {
            able.remove(KeyScope.ADMIN);
        }
        return Keys.make(holder, able).accessToken();
    }

    /** Streams are left once their headers have come: some have no end. */
    private static Reply send(Api caller, Row row, String path, MatrixThings things) {
        if (row.body().equals("@file")) {
            return Library.upload(
                    caller,
                    path,
                    "matrix.txt",
                    ("A file of " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        }
        var query = row.body().startsWith("?") ? row.body() : "";
        var request =
                caller.request(path)
                        .uri(URI.create(MatrixThings.named(caller) + path + query))
                        .header("Idempotency-Key", UUID.randomUUID().toString());
        if (row.body().isEmpty() || !query.isEmpty()) {
            request.method(row.method(), BodyPublishers.noBody());
        } else if (row.body().startsWith("@form ")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
            request.method(row.method(), BodyPublishers.ofString(row.body().substring(6)));
        } else {
            request.header("Content-Type", "application/json");
            request.method(row.method(), BodyPublishers.ofString(things.body(row.body())));
        }
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                var type = answer.headers().firstValue("Content-Type").orElse("");
                var text =
                        type.startsWith("text/event-stream")
                                ? ""
                                : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Reply(answer.statusCode(), answer.headers(), text);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** All of an answer that could tell something: the status, the names of headers, the body. */
    private static String shape(Reply reply) {
        var headers = new TreeSet<>(reply.headers().map().keySet());
        // Of the connection, not of the answer.
        headers.removeAll(Set.of("connection", "keep-alive"));
        return reply.status()
                + " "
                + headers
                + " "
                + reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private TreeSet<String> mappedRoutes() {
        var found = new TreeSet<String>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            var methods = mapping.getMethodsCondition().getMethods();
                            for (var path : mapping.getPatternValues()) {
                                methods.forEach(method -> found.add(method + " " + path));
                                if (methods.isEmpty()) {
                                    found.add("GET " + path);
                                }
                            }
                        });
        found.removeAll(NOT_OURS);
        return found;
    }
}
