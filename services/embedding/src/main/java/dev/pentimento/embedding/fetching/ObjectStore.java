package dev.pentimento.embedding.fetching;

import dev.pentimento.platform.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Reads objects from S3, or from a server with its protocol, such as MinIO or Ceph. */
final class ObjectStore implements AutoCloseable {
    /** Servers other than AWS's have no regions, but a signature contains one. */
    private static final String ANY_REGION = "us-east-1";

    private final AwsCredentialsProvider credentials;
    private final S3Client client;

    private ObjectStore(AwsCredentialsProvider credentials, S3Client client) {
        this.credentials = credentials;
        this.client = client;
    }

    /**
     * Connects to nothing, except that the SDK may ask the machine's metadata service for region and credentials.
     *
     * @param timeout for one object
     * @throws SettingsException if there is no region, or there are no credentials
     */
    static ObjectStore open(S3Settings settings, Duration timeout) {
        AwsCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new SettingsException(AllowList.SETTING + " has an address with s3, but there are no credentials; set"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this machine a role");
        }
        try {
            return new ObjectStore(credentials, client(settings, credentials, timeout));
        } catch (SdkClientException e) {
            throw new SettingsException(AllowList.SETTING + " has an address with s3, but there is no region; set "
                    + S3Settings.REGION_SETTING + " or AWS_REGION");
        }
    }

    private static S3Client client(S3Settings settings, AwsCredentialsProvider credentials, Duration timeout) {
        S3ClientBuilder client = S3Client.builder()
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(timeout)
                        .socketTimeout(timeout)
                        .build())
                .overrideConfiguration(override -> override.apiCallTimeout(timeout));
        if (!settings.region().isEmpty()) {
            client.region(Region.of(settings.region()));
        }
        if (settings.endpoint().isEmpty()) {
            client.crossRegionAccessEnabled(true);
        } else {
            client.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(settings.pathStyle());
            if (settings.region().isEmpty()) {
                client.region(Region.of(ANY_REGION));
            }
        }
        return client.build();
    }

    /**
     * The bytes of an object.
     *
     * @param uri {@code s3://bucket/key}, escaped as in every address
     * @param most largest number of bytes
     * @return empty if the object has more bytes
     * @throws IOException whose message is a reason without secrets
     */
    Optional<byte[]> read(URI uri, int most) throws IOException {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(uri.getHost())
                .key(uri.getPath().substring(1))
                .build();
        try {
            return client.getObject(request, (response, body) -> {
                byte[] bytes = body.readNBytes(most + 1);
                if (bytes.length <= most) {
                    return Optional.of(bytes);
                }
                body.abort(); // closing would read the rest
                return Optional.empty();
            });
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
            throw new IOException("no complete answer in time", e);
        } catch (AwsServiceException e) {
            AwsErrorDetails details = e.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : " " + details.errorCode();
            throw new IOException("status " + e.statusCode() + code, e);
        } catch (SdkClientException e) {
            throw new IOException(ShownAddress.inText(String.valueOf(e.getMessage())), e);
        }
    }

    @Override
    public void close() {
        client.close();
        if (credentials instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
