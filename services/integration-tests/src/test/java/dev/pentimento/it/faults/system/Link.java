package dev.pentimento.it.faults.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One way through the network, to one port. It can be cut, slowed, or swallow everything; also all of it at once. */
final class Link implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private int cuts;
    private int holes;
    private long delayMillis;
    private boolean closed;

    Link(int port, int target) {
        this.target = target;
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Ends all connections and refuses new ones, until {@link #join}. */
    synchronized void cut() {
        cuts++;
        sockets.forEach(Link::close);
    }

    synchronized void join() {
        cuts--;
    }

    /** Keeps all connections and forwards nothing, until {@link #release}. */
    synchronized void hold() {
        holes++;
    }

    synchronized void release() {
        holes--;
        notifyAll();
    }

    /** Delays every piece of up to 64 KiB by so much more; negative: by less. */
    synchronized void delay(long millis) {
        delayMillis += millis;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(broker);
            if (isCut()) {
                end(client, broker);
                return;
            }
            start(() -> pump(client, broker));
            pump(broker, client);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passable();
                out.write(buffer, 0, read);
            }
        } finally {
            end(from, to);
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        close(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private synchronized boolean isCut() {
        return cuts > 0;
    }

    private void passable() throws IOException {
        try {
            long delay;
            synchronized (this) {
                while (holes > 0 && !closed) {
                    wait();
                }
                delay = delayMillis;
            }
            if (delay > 0) {
                Thread.sleep(delay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private interface Passing {
        void run() throws IOException;
    }

    private static void start(Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException e) {
                        return; // one of the two ends has gone, and the other is closed with it
                    }
                },
                "link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Link::close);
    }
}
