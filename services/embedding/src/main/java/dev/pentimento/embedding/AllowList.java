package dev.pentimento.embedding;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses below which images may be fetched. Whoever may write to the topic of images names addresses that this
 * service then asks from where it stands: without a list none is asked.
 */
final class AllowList {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    private final List<URI> allowed;

    private AllowList(List<URI> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * @param addresses folders, such as {@code https://images.example.org/scans/} or {@code file:///mnt/scans/}
     * @throws IllegalArgumentException naming the address that is none
     */
    static AllowList of(List<String> addresses) {
        List<URI> allowed = new ArrayList<>();
        for (String address : addresses) {
            URI uri = parsed(address);
            if (uri == null || uri.getRawQuery() != null) {
                throw new IllegalArgumentException("'" + address
                        + "' is no folder's address such as https://images.example.org/scans/ or file:///mnt/scans/");
            }
            allowed.add(uri.getRawPath().endsWith("/") ? uri : URI.create(uri + "/"));
        }
        return new AllowList(allowed);
    }

    boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** The address, if it lies below one of the list; none: it may not be asked. */
    @Nullable
    URI find(String address) {
        URI uri = parsed(address);
        return uri != null && allowed.stream().anyMatch(folder -> isBelow(folder, uri)) ? uri : null;
    }

    /** An absolute address without what could make it mean another place to the server than it does here. */
    private static @Nullable URI parsed(String address) {
        try {
            URI uri = new URI(address);
            String path = uri.getRawPath();
            if (uri.getScheme() == null || path == null || !SCHEMES.contains(scheme(uri))) {
                return null;
            }
            boolean file = scheme(uri).equals("file");
            boolean hostFits = file ? uri.getRawAuthority() == null : uri.getHost() != null;
            String lower = path.toLowerCase(Locale.ROOT);
            boolean plain = !lower.contains("%2e") && !lower.contains("%2f") && !lower.contains("%5c");
            boolean fits = hostFits && plain && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            return fits && (path.isEmpty() || path.startsWith("/")) ? uri.normalize() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isBelow(URI folder, URI uri) {
        boolean sameServer = scheme(folder).equals(scheme(uri))
                && port(folder) == port(uri)
                && Objects.requireNonNullElse(folder.getHost(), "")
                        .equalsIgnoreCase(Objects.requireNonNullElse(uri.getHost(), ""));
        boolean climbs = uri.getRawPath().contains("/../");
        return sameServer && !climbs && uri.getRawPath().startsWith(folder.getRawPath());
    }

    /** Whether a file, links followed, still lies below one of the list's folders. */
    boolean reaches(Path file) throws IOException {
        Path real = file.toRealPath();
        for (URI folder : allowed) {
            if (scheme(folder).equals("file") && real.startsWith(Path.of(folder).toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static String scheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : scheme(uri).equals("https") ? 443 : 80;
    }
}
