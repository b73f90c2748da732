package dev.pentimento.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.eclipse.jetty.server.Request;

/**
 * The client whose limits a request counts against: an IPv4 address, or the first 64 bits of an IPv6 address, because
 * one client owns all addresses with the same prefix.
 */
public record ClientAddress(String text) {
    private static final int PREFIX_BYTES = 8;

    static ClientAddress of(SocketAddress address) {
        return address instanceof InetSocketAddress internet && internet.getAddress() != null
                ? of(internet.getAddress())
                : new ClientAddress(String.valueOf(address));
    }

    static ClientAddress of(Request request) {
        return of(request.getConnectionMetaData().getRemoteSocketAddress());
    }

    public static ClientAddress of(InetAddress address) {
        return new ClientAddress(
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "/64"
                        : address.getHostAddress());
    }
}
