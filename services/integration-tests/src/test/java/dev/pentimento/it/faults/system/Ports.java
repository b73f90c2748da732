package dev.pentimento.it.faults.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports below those that the system gives to outgoing connections: nobody takes one while its server is down. */
final class Ports {
    private static final int FIRST = 11_000;
    private static final int LAST = 31_000;

    private int next = ThreadLocalRandom.current().nextInt(FIRST, LAST - 2_000);

    int next() {
        while (next < LAST) {
            int port = next++;
            if (free(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port up to " + LAST);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
