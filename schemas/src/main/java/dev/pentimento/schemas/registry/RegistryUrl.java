package dev.pentimento.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * An address of the registry.
 *
 * @param base scheme, host, port and path, without user and without a trailing slash
 * @param authorization from {@code user:password@} of the URL
 */
record RegistryUrl(URI base, Optional<Authorization> authorization) {

    static RegistryUrl parse(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new ConfigException(
                        RegistrySettings.URL, hidePassword(text), "expected http(s)://host[:port][/path]");
            }
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
            URI base = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null);
            return new RegistryUrl(base, Optional.ofNullable(uri.getUserInfo()).map(Authorization::basic));
        } catch (URISyntaxException e) {
            throw new ConfigException(RegistrySettings.URL, hidePassword(text), e.getReason());
        }
    }

    /**
     * The address of a resource.
     *
     * @param rawPath begins with a slash; its segments are escaped
     */
    URI resolve(String rawPath) {
        return URI.create(base + rawPath);
    }

    private static String hidePassword(String url) {
        return url.replaceAll("//[^/@]*@", "//[hidden]@");
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
