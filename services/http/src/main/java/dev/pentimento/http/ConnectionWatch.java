package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Limits the open connections, in total and per client, and closes those whose request takes too long to arrive.
 * Jetty's idle timeout restarts with every byte, so a client that sends one byte per second would stay connected
 * forever.
 *
 * <p>When the server is full, a new connection replaces the one that has been idle longest.
 */
final class ConnectionWatch extends AbstractLifeCycle implements Connection.Listener {
    private static final long PAUSE_MILLIS = 500;

    private final Connector connector;
    private final HttpLimits limits;
    private final Refusals refusals;
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();
    private final Map<ClientAddress, Integer> byClient = new HashMap<>();
    private Scheduler.@Nullable Task next;

    ConnectionWatch(Connector connector, HttpLimits limits, Refusals refusals) {
        this.connector = connector;
        this.limits = limits;
        this.refusals = refusals;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void schedule() {
        next = connector.getScheduler().schedule(this::look, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof SslConnection) {
            return; // the connection inside it counts
        }
        ClientAddress client = ClientAddress.of(connection.getEndPoint().getRemoteSocketAddress());
        int ofClient;
        synchronized (byClient) {
            ofClient = byClient.merge(client, 1, Integer::sum);
        }
        open.put(connection, new Progress(connection, client));
        if (ofClient > limits.clientConnections()) {
            refuse(connection);
        } else if (open.size() > limits.connections()) {
            refuse(longestIdle());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Progress progress = open.remove(connection);
        if (progress != null) {
            synchronized (byClient) {
                byClient.computeIfPresent(progress.client, (client, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    private void refuse(Connection connection) {
        refusals.count(Reason.TOO_MANY_CONNECTIONS);
        connection.getEndPoint().close();
    }

    /** The new connection is idle too: if all others are busy, it is rejected itself. */
    private Connection longestIdle() {
        Progress longest = null;
        for (Progress progress : open.values()) {
            if (!progress.inRequest && (longest == null || progress.idleSince - longest.idleSince < 0)) {
                longest = progress;
            }
        }
        return longest == null ? open.keySet().iterator().next() : longest.connection;
    }

    private void look() {
        try {
            cutOffTheLate();
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void cutOffTheLate() {
        long now = System.nanoTime();
        for (Progress progress : open.values()) {
            if (progress.isLate(now, limits.receiveTimeout().toNanos())) {
                refusals.count(Reason.SLOW_REQUEST);
                progress.connection.getEndPoint().close(new TimeoutException("the headers arrive too slowly"));
            }
        }
    }

    /** Records which connections are between two requests. */
    final class InRequest extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Progress progress = open.get(request.getConnectionMetaData().getConnection());
            if (progress != null) {
                progress.begin();
                Request.addCompletionListener(request, failure -> progress.end());
            }
            return super.handle(request, response, callback);
        }
    }

    /** The position of a connection: between two requests, within the headers of one, or past them. */
    private static final class Progress {
        /** The value that an engine has before its handshake is complete. */
        private static final String NO_CIPHER = "SSL_NULL_WITH_NULL_NULL";

        private final Connection connection;
        private final ClientAddress client;
        private volatile boolean inRequest;
        private volatile long idleSince = System.nanoTime();
        private volatile long bytesOfRequests;
        /** Used only by the checking thread. */
        private boolean arriving;

        private long arrivingSince;

        private Progress(Connection connection, ClientAddress client) {
            this.connection = connection;
            this.client = client;
        }

        private void begin() {
            inRequest = true;
        }

        private void end() {
            bytesOfRequests = connection.getBytesIn();
            idleSince = System.nanoTime();
            inRequest = false;
        }

        /** A client that is slow in the TLS handshake has sent no byte of a request. */
        private boolean handshakes() {
            return connection.getEndPoint() instanceof SslConnection.SslEndPoint secret
                    && secret.getSslConnection()
                            .getSSLEngine()
                            .getSession()
                            .getCipherSuite()
                            .equals(NO_CIPHER);
        }

        /** Whether headers have been arriving for too long. */
        private boolean isLate(long now, long mostNanos) {
            boolean before = arriving;
            arriving = !inRequest && (handshakes() || connection.getBytesIn() != bytesOfRequests);
            if (arriving && !before) {
                arrivingSince = now;
            }
            return arriving && now - arrivingSince > mostNanos;
        }
    }
}
