package dev.pentimento.cli.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Checks ports of the loopback interface before a server starts on them. */
final class LoopbackPort {
    private LoopbackPort() {}

    static int free() {
        return freeBut(0);
    }

    /**
     * Returns a free port. The system may return a recently closed port again.
     *
     * @param used a port that another server will use, and which is therefore not returned
     */
    static int freeBut(int used) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(BrokerSettings.HOST, 0));
            return socket.getLocalPort() == used ? freeBut(used) : socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException("no free port on the loopback interface", e);
        }
    }

    /**
     * @param port 0 means any free port
     * @param option the option that sets another port
     * @throws StackException if the port is taken
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
