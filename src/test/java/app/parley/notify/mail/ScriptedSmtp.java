package app.parley.notify.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers each command as it was told to. */
final class ScriptedSmtp implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean isMute;
    private volatile boolean isDripping;

    ScriptedSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on it answers so to commands that begin with the verb. */
    ScriptedSmtp answers(String verb, String reply) {
        answers.put(verb, reply);
        return this;
    }

    /** It accepts connections and says nothing. */
    ScriptedSmtp mute() {
        isMute = true;
        return this;
    }

    /** It says something now and then and never comes to an end. */
    ScriptedSmtp dripping() {
        isDripping = true;
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What clients have said. */
    List<String> said() {
        return said;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            if (isMute) {
                client.getInputStream().read();
                return;
            }
            while (isDripping) {
                reply(client, "220-patience");
                Thread.sleep(20);
            }
            reply(client, "220 scripted");
            var in =
                    new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            boolean inData = false;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                said.add(line);
                if (inData) {
                    inData = !line.equals(".");
                    if (!inData) {
                        reply(client, answers.getOrDefault(".", "250 kept"));
                    }
                    continue;
                }
                var verb = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
                var answer =
                        answers.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : "250 yes");
                reply(client, answer);
                inData = verb.equals("DATA") && answer.startsWith("354");
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the client has had enough
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            isDripping = false;
            socket.close();
            for (var client : open) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
