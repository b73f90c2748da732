package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A probe of a container that listens on an address, with the defaults of Kubernetes. Source: Kubernetes, <a
 * href="https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/">Configure
 * Probes</a>.
 */
record PodProbe(Probe probe, Container container, String address) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    long initialDelaySeconds() {
        return or(probe.getInitialDelaySeconds(), 0);
    }

    long periodSeconds() {
        return or(probe.getPeriodSeconds(), 10);
    }

    ProbeCount count() {
        return new ProbeCount(or(probe.getSuccessThreshold(), 1), or(probe.getFailureThreshold(), 3));
    }

    private Duration timeout() {
        return Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1));
    }

    /** Calls it once. */
    boolean succeeds() {
        try {
            return probe.getHttpGet() != null ? getSucceeds() : connects();
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean getSucceeds() throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address + ":" + port(probe.getHttpGet().getPort())
                + probe.getHttpGet().getPath());
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout()).build();
        int status = HTTP.send(request, BodyHandlers.discarding()).statusCode();
        return status >= 200 && status < 400;
    }

    private boolean connects() throws IOException {
        try (Socket socket = new Socket()) {
            InetSocketAddress target =
                    new InetSocketAddress(address, port(probe.getTcpSocket().getPort()));
            socket.connect(target, Math.toIntExact(timeout().toMillis()));
            return true;
        }
    }

    private int port(IntOrString port) {
        return port.getIntVal() != null ? port.getIntVal() : port(container, port.getStrVal());
    }

    static int port(Container container, String name) {
        return container.getPorts().stream()
                .filter(port -> Objects.equals(port.getName(), name))
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new AssertionError(container.getName() + " has no port " + name));
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }
}
