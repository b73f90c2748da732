package dev.pentimento.embedding.fetching;

/**
 * Where the object store is. Everything else comes from the usual places of the AWS SDK: environment, profile, role.
 *
 * @param endpoint address of a server with S3's protocol; empty: AWS, or what the environment says
 * @param region empty: what the environment or the profile says
 * @param pathStyle whether the bucket is part of the path at such an endpoint, not of its host name
 */
public record S3Settings(String endpoint, String region, boolean pathStyle) {
    /** The setting that holds the endpoint. */
    public static final String ENDPOINT_SETTING = "embedding.s3.endpoint";

    /** The setting that holds the region. */
    public static final String REGION_SETTING = "embedding.s3.region";
}
