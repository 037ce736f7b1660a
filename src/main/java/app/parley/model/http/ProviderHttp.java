package app.parley.model.http;

import app.parley.platform.Cancellation;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.List;

/**
 * Sends requests to providers: over a blocking socket where the address is plain http, which costs
 * a third less per token than the JDK's client, and over the JDK's client for https, which keeps
 * connections and their TLS sessions, and for what goes through a proxy.
 */
public final class ProviderHttp implements AutoCloseable {
    private final SilenceWatch watch;
    private final SocketTransport sockets;
    private final JdkTransport jdk;
    private final boolean everythingOverJdk;

    public ProviderHttp(Deadlines deadlines) {
        this(deadlines, false);
    }

    /**
     * @param everythingOverJdk whether plain http goes over the JDK's client too
     */
    public ProviderHttp(Deadlines deadlines, boolean everythingOverJdk) {
        this.everythingOverJdk = everythingOverJdk;
        watch = new SilenceWatch(deadlines.idle());
        sockets = new SocketTransport(deadlines, watch);
        jdk = new JdkTransport(deadlines, watch);
    }

    /**
     * Sends the request and returns once the headers are there.
     *
     * @throws SilenceException when they do not come in time
     * @throws java.net.ConnectException when nobody accepts the connection
     * @throws IOException when anything else fails, also because of the cancellation
     */
    public ProviderAnswer send(ProviderRequest request, Cancellation cancellation)
            throws IOException {
        return isDirect(request)
                ? sockets.send(request, cancellation)
                : jdk.send(request, cancellation);
    }

    @Override
    public void close() {
        watch.close();
        jdk.close();
    }

    private boolean isDirect(ProviderRequest request) {
        if (everythingOverJdk || !"http".equalsIgnoreCase(request.uri().getScheme())) {
            return false;
        }
        var selector = ProxySelector.getDefault();
        return selector == null || selector.select(request.uri()).equals(List.of(Proxy.NO_PROXY));
    }
}
