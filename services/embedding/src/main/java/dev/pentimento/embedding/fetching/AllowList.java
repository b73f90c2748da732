package dev.pentimento.embedding.fetching;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders from which images may be fetched. Producers of images name addresses, and this service opens them from
 * within its own network. Without a list, it opens none.
 */
public final class AllowList {
    /** The setting that holds the list. */
    public static final String SETTING = "embedding.uri.allow";

    private static final Set<String> SCHEMES = Set.of("http", "https", "file", "s3");

    private final List<URI> allowed;

    private AllowList(List<URI> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * @param addresses folders, such as {@code https://images.example.org/scans/} or {@code file:///mnt/scans/}
     * @throws IllegalArgumentException that names an address that is not a folder
     */
    public static AllowList of(List<String> addresses) {
        List<URI> allowed = new ArrayList<>();
        for (String address : addresses) {
            URI uri = parsed(address);
            if (uri == null || uri.getRawQuery() != null) {
                throw new IllegalArgumentException("'" + address
                        + "' is not the address of a folder, such as https://images.example.org/scans/,"
                        + " s3://bucket/scans/ or file:///mnt/scans/");
            }
            allowed.add(uri.getRawPath().endsWith("/") ? uri : URI.create(uri + "/"));
        }
        return new AllowList(allowed);
    }

    boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** Whether an object store has some of the folders. */
    boolean hasObjects() {
        return allowed.stream().anyMatch(folder -> scheme(folder).equals("s3"));
    }

    /** The address, if it is inside a folder of the list; otherwise null. */
    @Nullable
    URI find(String address) {
        URI uri = parsed(address);
        return uri != null && allowed.stream().anyMatch(folder -> isBelow(folder, uri)) ? uri : null;
    }

    /** The folder of the list that contains an address of {@link #find}. */
    String folder(URI uri) {
        return allowed.stream()
                .filter(folder -> isBelow(folder, uri))
                .map(URI::toString)
                .findFirst()
                .orElse("");
    }

    /**
     * An absolute address with a {@link PlainPath} and nothing else that a server may interpret differently; otherwise
     * null.
     */
    private static @Nullable URI parsed(String address) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(address)) {
            return null; // half a character, which no escape can express
        }
        try {
            URI uri = new URI(address);
            if (uri.getScheme() == null || uri.isOpaque() || !SCHEMES.contains(scheme(uri))) {
                return null;
            }
            boolean file = scheme(uri).equals("file");
            boolean hostFits = file ? uri.getRawAuthority() == null : uri.getHost() != null;
            // A bucket is no server, and an object has one address.
            boolean partsFit = !scheme(uri).equals("s3") || uri.getPort() < 0 && uri.getRawQuery() == null;
            boolean fits = hostFits
                    && partsFit
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && PlainPath.is(uri.getRawPath());
            // The client sends other characters as question marks.
            return !fits ? null : file ? uri : URI.create(uri.toASCIIString());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isBelow(URI folder, URI uri) {
        String own = Objects.requireNonNullElse(folder.getHost(), "");
        String other = Objects.requireNonNullElse(uri.getHost(), "");
        // Unlike the names of hosts, those of buckets depend on the case.
        boolean sameHost = scheme(uri).equals("s3") ? own.equals(other) : own.equalsIgnoreCase(other);
        boolean sameServer = scheme(folder).equals(scheme(uri)) && port(folder) == port(uri) && sameHost;
        return sameServer && uri.getRawPath().startsWith(folder.getRawPath());
    }

    /** The file after its links are resolved, if it is then inside a folder of the list. */
    Optional<Path> followed(Path file) throws IOException {
        Path real = file.toRealPath();
        for (URI folder : allowed) {
            if (scheme(folder).equals("file") && real.startsWith(Path.of(folder).toRealPath())) {
                return Optional.of(real);
            }
        }
        return Optional.empty();
    }

    private static String scheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
    }
}
