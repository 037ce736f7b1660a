package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.AuthorizationMatrix.Caller;
import app.parley.account.AuthorizationMatrix.Row;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import app.parley.support.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
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

    private Api other;
    private Api reader;
    private Api writer;
    private Api suspended;
    private Api key;

    @BeforeEach
    void callersAreThere() {
        if (other == null) {
            reader = newPerson();
            writer = newPerson();
            suspended = newPerson();
            rights.suspend(suspended.userId());
            key = anonymous().withAccessToken("sk-" + "0123456789abcdef".repeat(3));
        }
        other = newPerson();
        reader.fresh();
        writer.fresh();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        var mapped = mappedRoutes();
        var rows = new TreeSet<>(AuthorizationMatrix.read().rows().keySet());
        assertThat(mapped).as("routes; CONTRIBUTING.md tells how to add a row").isEqualTo(rows);
    }

    static Stream<String> operations() {
        return AuthorizationMatrix.read().rows().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCellIsSo(String operation) {
        var row = AuthorizationMatrix.read().rows().get(operation);
        var wrong = new TreeSet<String>();
        var owner = newPerson();
        var things = things(owner);
        for (var cell : row.cells().entrySet()) {
            var caller = caller(cell.getKey(), owner);
            var reply = send(caller, row, things.filled(row.path()));
            if (reply.status() != cell.getValue().status()) {
                wrong.add(
                        "%s: %d instead of %d: %s"
                                .formatted(
                                        cell.getKey(),
                                        reply.status(),
                                        cell.getValue().status(),
                                        reply.body()));
            }
            if (cell.getValue().asMissing()) {
                var missing = send(caller, row, MatrixThings.missing(row.path()));
                if (!withoutRequestId(reply).equals(withoutRequestId(missing))) {
                    wrong.add(
                            "%s can tell that it is there: %s is not %s"
                                    .formatted(cell.getKey(), reply.body(), missing.body()));
                }
            }
            if (reply.status() < 300 && !row.reads()) {
                // It may be gone now.
                owner = newPerson();
                things = things(owner);
            }
        }
        assertThat(wrong).as(operation).isEmpty();
    }

    private MatrixThings things(Api owner) {
        return new MatrixThings(owner, admin(), reader, writer, this::newPerson);
    }

    private Api caller(Caller caller, Api owner) {
        return switch (caller) {
            case ANONYMOUS -> anonymous();
            case OTHER -> other;
            case OWNER -> owner;
            case SUSPENDED -> suspended;
            case KEY -> key;
            case ADMIN -> admin();
            case READER -> reader;
            case WRITER -> writer;
            case GROUP -> throw new AssertionError("there are no groups yet");
        };
    }

    /** Streams are left once their headers have come: some have no end. */
    private static Reply send(Api caller, Row row, String path) {
        if (row.body().equals("@file")) {
            return Library.upload(
                    caller,
                    path,
                    "matrix.txt",
                    ("A file of " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
        }
        var request = caller.request(path).header("Idempotency-Key", UUID.randomUUID().toString());
        if (row.body().isEmpty()) {
            request.method(row.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(row.method(), BodyPublishers.ofString(MatrixThings.body(row.body())));
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

    private static String withoutRequestId(Reply reply) {
        return reply.status() + reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
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
