package dev.pentimento.cli.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at ports of the loopback interface before anything is started there. */
final class LoopbackPort {
    private LoopbackPort() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(BrokerSettings.HOST, 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("no free port on the loopback interface", e);
        }
    }

    /**
     * @param port 0: any, which there always is
     * @param option that names another
     * @throws StackException if something listens there already
     */
    static void requireAvailable(String whose, int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(BrokerSettings.HOST, port));
        } catch (IOException e) {
            throw new StackException(whose + " port " + port + " cannot be used (" + e.getMessage()
                    + "); choose another with " + option);
        }
    }
}
