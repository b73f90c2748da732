package dev.pentimento.embedding.fetching;

import dev.pentimento.platform.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Signs requests for objects of S3, or of a server with its protocol, such as MinIO or Ceph. The requests themselves
 * are those of every address, with the same limits.
 */
final class ObjectStore implements AutoCloseable {
    /** A signature is used at once, but the clocks of client and server differ. */
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final DefaultCredentialsProvider credentials;
    private final S3Presigner signer;

    private ObjectStore(DefaultCredentialsProvider credentials, S3Presigner signer) {
        this.credentials = credentials;
        this.signer = signer;
    }

    /**
     * Looks for credentials and a region. The SDK may ask the machine's metadata service for them.
     *
     * @throws SettingsException if there are none
     */
    static ObjectStore open(S3Settings settings) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkException | IllegalArgumentException e) { // the latter for a malformed profile
            credentials.close();
            throw new SettingsException(AllowList.SETTING + " has an address with s3, but there are no credentials; set"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this machine a role: "
                    + e.getMessage());
        }
        try {
            return new ObjectStore(credentials, signer(settings, credentials));
        } catch (SdkException | IllegalArgumentException e) {
            credentials.close();
            throw new SettingsException(AllowList.SETTING + " has an address with s3, but there is no region; set "
                    + S3Settings.REGION_SETTING + " or AWS_REGION: " + e.getMessage());
        }
    }

    private static S3Presigner signer(S3Settings settings, DefaultCredentialsProvider credentials) {
        S3Presigner.Builder signer = S3Presigner.builder().credentialsProvider(credentials);
        boolean own = !settings.endpoint().isEmpty();
        if (own) {
            signer.endpointOverride(URI.create(settings.endpoint()))
                    .serviceConfiguration(S3Configuration.builder()
                            .pathStyleAccessEnabled(settings.pathStyle())
                            .build());
        }
        if (own || !settings.region().isEmpty()) {
            signer.region(Region.of(settings.region().isEmpty() ? S3Settings.ANY_REGION : settings.region()));
        }
        return signer.build();
    }

    /**
     * The address at which an object may be fetched for a while. It contains a signature, so it must not be shown.
     *
     * @param object {@code s3://bucket/key}, escaped as in every address
     * @throws SdkException if the credentials have expired, and there are no new ones
     */
    URI signed(URI object) {
        return URI.create(signer.presignGetObject(request -> request.signatureDuration(VALIDITY)
                        .getObjectRequest(get -> get.bucket(object.getHost())
                                .key(object.getPath().substring(1))))
                .url()
                .toString());
    }

    @Override
    public void close() {
        signer.close();
        credentials.close();
    }
}
