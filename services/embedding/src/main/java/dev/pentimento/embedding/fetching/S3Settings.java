package dev.pentimento.embedding.fetching;

import dev.pentimento.platform.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the object store is. Credentials come from the usual places of the AWS SDK: environment, profile, role.
 *
 * @param endpoint address of a server with S3's protocol; empty: AWS
 * @param region empty: that of the environment or the profile; with an endpoint, {@value #ANY_REGION}
 * @param pathStyle whether the bucket is part of the path at such an endpoint, not of its host name
 */
public record S3Settings(String endpoint, String region, boolean pathStyle) {
    /** The setting that holds the endpoint. */
    public static final String ENDPOINT_SETTING = "embedding.s3.endpoint";

    /** The setting that holds the region. */
    public static final String REGION_SETTING = "embedding.s3.region";

    /** Servers other than AWS's have no regions, but a signature contains one. */
    static final String ANY_REGION = "us-east-1";

    /** @throws SettingsException if the endpoint is not the address of a server */
    public S3Settings {
        if (!endpoint.isEmpty() && !isServer(endpoint)) {
            throw new SettingsException(ENDPOINT_SETTING + " is '" + ShownAddress.of(endpoint) + "', but must be the"
                    + " address of a server, such as https://minio.example.org:9000; a host name has no underscore");
        }
    }

    private static boolean isServer(String endpoint) {
        try {
            URI uri = new URI(endpoint).parseServerAuthority();
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean noPath = "".equals(uri.getRawPath()) || "/".equals(uri.getRawPath());
            return http && bare && noPath && uri.getHost() != null && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
