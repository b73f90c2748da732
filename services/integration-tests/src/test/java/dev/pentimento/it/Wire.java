package dev.pentimento.it;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * The only way from one process to a broker, on which every request and every answer is seen and may be held up. The
 * broker's address is replaced in what the broker says, so that the process goes no other way.
 */
final class Wire implements AutoCloseable {
    private static final Set<ApiKeys> ADDRESSES =
            Set.of(ApiKeys.METADATA, ApiKeys.FIND_COORDINATOR, ApiKeys.DESCRIBE_CLUSTER);

    private final String brokerHost;
    private final int brokerPort;
    private final Observer observer;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Sees what passes, in the threads that pass it on: what does not return holds up its connection. */
    interface Observer {
        /** @return whether it may pass; if not, the connection ends */
        boolean request(RequestHeader header, ByteBuffer body);

        /** Before the process gets the answer. */
        void answer(RequestHeader header, AbstractResponse answer);

        /** When the process has it. */
        void answered(RequestHeader header, AbstractResponse answer);

        /** Whose answers are looked at. */
        boolean watches(ApiKeys api);
    }

    Wire(String broker, Observer observer) {
        this.brokerHost = broker.substring(0, broker.lastIndexOf(':'));
        this.brokerPort = Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1));
        this.observer = observer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("wire", this::accept);
    }

    /** What the process is given as {@code bootstrap.servers}. */
    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket process = server.accept();
            Socket broker = new Socket(brokerHost, brokerPort);
            process.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            sockets.add(process);
            sockets.add(broker);
            Map<Integer, RequestHeader> open = new ConcurrentHashMap<>();
            start("wire-requests", () -> requests(process, broker, open));
            start("wire-answers", () -> answers(broker, process, open));
        }
    }

    private void requests(Socket process, Socket broker, Map<Integer, RequestHeader> open) throws IOException {
        try (process;
                broker) {
            DataInputStream in = new DataInputStream(process.getInputStream());
            DataOutputStream out = new DataOutputStream(broker.getOutputStream());
            while (true) {
                byte[] frame = frame(in);
                ByteBuffer body = ByteBuffer.wrap(frame);
                RequestHeader header = RequestHeader.parse(body);
                open.put(header.correlationId(), header);
                if (!observer.request(header, body)) {
                    return;
                }
                out.writeInt(frame.length);
                out.write(frame);
                out.flush();
            }
        }
    }

    private void answers(Socket broker, Socket process, Map<Integer, RequestHeader> open) throws IOException {
        try (process;
                broker) {
            DataInputStream in = new DataInputStream(broker.getInputStream());
            DataOutputStream out = new DataOutputStream(process.getOutputStream());
            while (true) {
                byte[] frame = frame(in);
                RequestHeader header = open.remove(ByteBuffer.wrap(frame).getInt());
                AbstractResponse answer = null;
                if (ADDRESSES.contains(header.apiKey())) {
                    frame = redirected(frame, header);
                } else if (observer.watches(header.apiKey())) {
                    answer = AbstractResponse.parseResponse(ByteBuffer.wrap(frame), header);
                    observer.answer(header, answer);
                }
                out.writeInt(frame.length);
                out.write(frame);
                out.flush();
                if (answer != null) {
                    observer.answered(header, answer);
                }
            }
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    private byte[] redirected(byte[] frame, RequestHeader request) {
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        short headerVersion = request.apiKey().responseHeaderVersion(request.apiVersion());
        ResponseHeader header = ResponseHeader.parse(buffer.duplicate(), headerVersion);
        ApiMessage data = AbstractResponse.parseResponse(buffer, request).data();
        String host = server.getInetAddress().getHostAddress();
        int port = server.getLocalPort();
        if (data instanceof MetadataResponseData metadata) {
            metadata.brokers().forEach(each -> each.setHost(host).setPort(port));
        } else if (data instanceof FindCoordinatorResponseData found) {
            if (found.coordinators().isEmpty()) {
                found.setHost(host).setPort(port); // as it was before several could be asked for at once
            }
            found.coordinators().forEach(each -> each.setHost(host).setPort(port));
        } else if (data instanceof DescribeClusterResponseData cluster) {
            cluster.brokers().forEach(each -> each.setHost(host).setPort(port));
        }
        ByteBuffer changed = RequestUtils.serialize(header.data(), headerVersion, data, request.apiVersion());
        byte[] bytes = new byte[changed.remaining()];
        changed.get(bytes);
        return bytes;
    }

    private interface Passing {
        void run() throws IOException;
    }

    private static void start(String name, Passing passing) {
        Thread thread = new Thread(
                () -> {
                    try {
                        passing.run();
                    } catch (IOException e) {
                        return; // one of the two ends has gone, and the other is closed with it
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
