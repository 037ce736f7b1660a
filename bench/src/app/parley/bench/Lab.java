package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The processes of one measurement: the stub model server, nginx and Parley before it, all alive
 * during the whole run.
 */
final class Lab implements AutoCloseable {
    /** The servers under test have one processor, the stub and the client the other. */
    private static final int SERVER_CPU = 0;

    private static final int LOAD_CPU = 1;
    private static final int PEOPLE = 20;

    private final Path directory;
    private final StubProcess stub;
    private final ParleyServer parley;
    private final List<ParleyApi> people = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerProcess nginx;
    private int nginxPort;

    Lab() {
        try {
            directory = Files.createTempDirectory("parley-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pinSelf();
        stub = new StubProcess(directory, LOAD_CPU);
        open.add(stub);
        var settings = new HashMap<>(ParleyServer.withModels(stub.address()));
        settings.put("LOG_LEVEL", "WARN");
        parley =
                new ParleyServer(
                        directory, settings, SERVER_CPU, System.getProperty("parley.java", ""));
        open.add(parley);
        for (var i = 0; i < PEOPLE; i++) {
            people.add(ParleyApi.register(parley.address(), "reader-" + i));
        }
        open.addAll(people);
    }

    /** Adds the yardstick. */
    Lab withNginx() {
        if (!Nginx.installed()) {
            throw new IllegalStateException(
                    "nginx is not installed (Debian: apt-get install nginx-light)");
        }
        nginxPort = ParleyServer.freePort();
        nginx = Nginx.start(directory.resolve("nginx"), nginxPort, stub.address(), SERVER_CPU);
        open.add(nginx);
        StubProcess.awaitPort(nginx, nginxPort);
        return this;
    }

    StubProcess stub() {
        return stub;
    }

    ParleyServer parley() {
        return parley;
    }

    /** No server between the client and the stub: what the load itself costs. */
    Peer direct() {
        return new OpenAiPeer("direct", stub.process(), stub.address());
    }

    Peer nginx() {
        return new OpenAiPeer("nginx", nginx, new InetSocketAddress("127.0.0.1", nginxPort));
    }

    Peer parleyPeer() {
        return new ParleyPeer(parley, people);
    }

    @Override
    public void close() {
        for (var i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception e) {
                System.err.println("bench: could not stop a process: " + e);
            }
        }
        delete(directory);
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pinSelf() {
        if (!ServerProcess.canPin()) {
            return;
        }
        var pid = String.valueOf(ProcessHandle.current().pid());
        var command = List.of("taskset", "-a", "-p", "-c", String.valueOf(LOAD_CPU), pid);
        ServerProcess.start(command, Map.of(), directory, directory.resolve("taskset.log"), -1)
                .await(5);
    }

    /** A server that can be asked for a streamed answer. */
    interface Peer {
        String name();

        ServerProcess process();

        /**
         * The next {@code count} requests; whatever they need, such as a new chat each, is made
         * here and not measured.
         */
        List<StreamClient.Wire> wires(String model, int count);
    }

    private record OpenAiPeer(String name, ServerProcess process, InetSocketAddress address)
            implements Peer {
        @Override
        public List<StreamClient.Wire> wires(String model, int count) {
            var wires = new ArrayList<StreamClient.Wire>();
            for (var i = 0; i < count; i++) {
                wires.add(new OpenAiWire(address, model, "Count."));
            }
            return wires;
        }
    }

    private record ParleyPeer(ParleyServer parley, List<ParleyApi> people) implements Peer {
        @Override
        public String name() {
            return "parley";
        }

        @Override
        public ServerProcess process() {
            return parley.process();
        }

        @Override
        public List<StreamClient.Wire> wires(String model, int count) {
            var wires = new ArrayList<StreamClient.Wire>();
            for (var i = 0; i < count; i++) {
                var person = people.get(i % people.size());
                // A title of its own, so that no title is asked of the model beside the answer.
                var conversation = person.createConversation("openai/" + model, "Counting");
                wires.add(person.turn(conversation, "Count.", UUID.randomUUID()));
            }
            return wires;
        }
    }
}
