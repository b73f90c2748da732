package dev.pentimento.benchmarks.deployment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the schema registry: its clients give up after some attempts, and the services begin with the schemas. */
final class RegistryStart {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private RegistryStart() {}

    /**
     * @param requireHealthy throws if a process has ended
     * @throws IllegalStateException if the registry does not answer in time
     */
    static void await(String host, int port, Runnable requireHealthy) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/subjects"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!answers(client, request)) {
                requireHealthy.run();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the schema registry does not answer within " + PATIENCE.toSeconds() + " s");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the schema registry starts");
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (ConnectException e) {
            return false;
        }
    }
}
