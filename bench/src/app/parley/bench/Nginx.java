package app.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The yardstick: nginx with one worker that passes every chunk on at once, and does nothing else.
 */
final class Nginx {
    private Nginx() {}

    static boolean installed() {
        return Files.isExecutable(binary());
    }

    static ServerProcess start(Path directory, int port, InetSocketAddress upstream, int cpu) {
        var config =
                """
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile 20000;
                pid nginx.pid;
                error_log stderr warn;
                events {
                    worker_connections 20000;
                }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    upstream models {
                        server %s:%d;
                    }
                    server {
                        listen 127.0.0.1:%d backlog=4096;
                        location / {
                            proxy_pass http://models;
                            proxy_http_version 1.1;
                            proxy_set_header Connection "";
                            proxy_buffering off;
                            proxy_read_timeout 300s;
                            tcp_nodelay on;
                        }
                    }
                }
                """
                        .formatted(upstream.getHostString(), upstream.getPort(), port);
        try {
            Files.createDirectories(directory);
            var file = Files.writeString(directory.resolve("nginx.conf"), config);
            var command =
                    List.of(binary().toString(), "-p", directory + "/", "-c", file.toString());
            return ServerProcess.start(
                    command, Map.of(), directory, directory.resolve("nginx.log"), cpu);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path binary() {
        return Path.of("/usr/sbin/nginx");
    }
}
