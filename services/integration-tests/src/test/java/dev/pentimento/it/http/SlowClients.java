package dev.pentimento.it.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Many connections to one server that send or read as slowly as they like. */
final class SlowClients implements AutoCloseable {
    private static final int SMALL_BUFFER = 4_096;

    private final List<Client> clients = new ArrayList<>();
    private final ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();

    private static final class Client {
        private final SocketChannel channel;
        private final StringBuilder answer = new StringBuilder();
        private boolean closed;

        private Client(SocketChannel channel) {
            this.channel = channel;
        }

        private void send(byte[] bytes) {
            try {
                if (!closed) {
                    channel.write(ByteBuffer.wrap(bytes));
                }
            } catch (IOException e) {
                closed = true;
            }
        }

        private void read() {
            ByteBuffer buffer = ByteBuffer.allocate(SMALL_BUFFER);
            try {
                int read = closed ? 0 : channel.read(buffer);
                closed |= read < 0;
                if (read > 0) {
                    answer.append(new String(buffer.array(), 0, read, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                closed = true;
            }
        }
    }

    /** Opens the connections; each sends {@code start} at once. */
    static SlowClients open(String url, int count, String start) {
        SlowClients slow = new SlowClients();
        URI server = URI.create(url);
        for (int i = 0; i < count; i++) {
            try {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
                channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
                channel.configureBlocking(false);
                Client client = new Client(channel);
                client.send(start.getBytes(StandardCharsets.UTF_8));
                slow.clients.add(client);
            } catch (IOException e) {
                slow.close();
                throw new UncheckedIOException("connection " + i, e);
            }
        }
        return slow;
    }

    /** From now on, each sends one more byte, twice a second. */
    SlowClients drip() {
        dripping.scheduleAtFixedRate(this::sendOneByteEach, 500, 500, TimeUnit.MILLISECONDS);
        return this;
    }

    private synchronized void sendOneByteEach() {
        clients.forEach(client -> client.send(new byte[] {'x'}));
    }

    /** Answers so far on the connections that the server has not closed. */
    synchronized List<String> answersOfOpen() {
        clients.forEach(Client::read);
        return clients.stream()
                .filter(client -> !client.closed)
                .map(client -> client.answer.toString())
                .toList();
    }

    /** First lines of the answers so far; the empty text for a connection without one. */
    synchronized List<String> statusLines() {
        clients.forEach(Client::read);
        return clients.stream()
                .map(client -> client.answer.toString().lines().findFirst().orElse(""))
                .toList();
    }

    /** Answers so far, whole. */
    synchronized List<String> answers() {
        clients.forEach(Client::read);
        return clients.stream().map(client -> client.answer.toString()).toList();
    }

    @Override
    public synchronized void close() {
        dripping.shutdownNow();
        for (Client client : clients) {
            try {
                client.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
