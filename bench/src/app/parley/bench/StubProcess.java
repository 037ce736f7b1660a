package app.parley.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The stub model server in a process of its own, so that its processor time is not the client's.
 */
final class StubProcess implements AutoCloseable {
    private final ServerProcess process;
    private final InetSocketAddress address;

    StubProcess(Path directory, int cpu) {
        var port = ParleyServer.freePort();
        address = new InetSocketAddress("127.0.0.1", port);
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "app.parley.bench.StubModelServer",
                        "--port",
                        String.valueOf(port));
        process =
                ServerProcess.start(
                        command, Map.of(), directory, directory.resolve("stub.log"), cpu);
        awaitPort(process, port);
    }

    InetSocketAddress address() {
        return address;
    }

    ServerProcess process() {
        return process;
    }

    /** Waits until something listens. */
    static void awaitPort(ServerProcess process, int port) {
        for (var i = 0; i < 300; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                if (!process.alive()) {
                    break;
                }
                ParleyServer.pause(50);
            }
        }
        throw new IllegalStateException("Nothing listens on port " + port + ":\n" + process.tail());
    }

    @Override
    public void close() {
        process.close();
    }
}
