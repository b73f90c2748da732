package dev.pentimento.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host names that a server accepts. This prevents DNS rebinding: a page of another site cannot make a browser
 * address the server by one of these names while treating it as that site.
 */
record ServerNames(List<String> configured, boolean loopback) {
    /** @param host address on which the server listens; null means all addresses */
    static ServerNames of(List<String> configured, @Nullable String host) {
        return new ServerNames(
                configured.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList(), isLoopback(host));
    }

    private static boolean isLoopback(@Nullable String host) {
        try {
            return host != null
                    && !host.isEmpty()
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Without configured names, a server that other machines can reach accepts every name: it cannot know which names
     * lead to it. With configured names, it accepts those, the names of this machine and every IP address, because a
     * site cannot choose its own address.
     *
     * @param host without the port; null in a request of HTTP/1.0 that has none, which no browser sends
     */
    boolean accept(@Nullable String host) {
        if (host == null || (configured.isEmpty() && !loopback)) {
            return true;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return configured.contains(name) || name.equals("localhost") || (loopback ? isLocal(name) : isAddress(name));
    }

    boolean configures(String host) {
        return configured.contains(host.toLowerCase(Locale.ROOT));
    }

    private static boolean isLocal(String name) {
        return name.equals("[::1]") || (isAddress(name) && name.startsWith("127."));
    }

    private static boolean isAddress(String name) {
        return name.startsWith("[") || name.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }
}
