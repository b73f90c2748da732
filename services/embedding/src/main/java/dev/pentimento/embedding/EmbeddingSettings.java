package dev.pentimento.embedding;

import static dev.pentimento.platform.settings.PlatformSettings.get;
import static dev.pentimento.platform.settings.PlatformSettings.matching;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Settings of the embedding service.
 *
 * @param maxImages images taken by one poll at most
 * @param maxBatchBytes length of one {@code EmbeddingBatch} at most, unless a single image needs more
 * @param maxPassBytes pixels given to an encoder at once at most; a poll with more takes several passes
 * @param decoderThreads threads that decode images
 * @param instanceId tells the instances of an installation apart; no two that run may have the same
 * @param groupId consumer group, without the installation's prefix
 * @param groupProtocol {@code consumer} or {@code classic}
 * @param uriAllow addresses below which images may be fetched; none: they come as content alone
 * @param uriMaxBytes length of an image that is fetched, at most
 * @param uriTimeout within which an image must be fetched
 * @param transactionTimeout after which the broker aborts the transaction of an instance that vanished
 */
public record EmbeddingSettings(
        int maxImages,
        int maxBatchBytes,
        int maxPassBytes,
        int decoderThreads,
        String instanceId,
        String groupId,
        String groupProtocol,
        List<String> uriAllow,
        int uriMaxBytes,
        Duration uriTimeout,
        Duration transactionTimeout) {

    static final String MAX_IMAGES = "embedding.max.images";
    static final String MAX_BATCH_BYTES = "embedding.max.batch.bytes";
    static final String MAX_PASS_BYTES = "embedding.max.pass.bytes";
    static final String DECODER_THREADS = "embedding.decoder.threads";
    static final String INSTANCE_ID = "embedding.instance.id";
    static final String GROUP_ID = "embedding.group.id";
    static final String GROUP_PROTOCOL = "embedding.group.protocol";
    static final String URI_ALLOW = "embedding.uri.allow";
    static final String URI_MAX_BYTES = "embedding.uri.max.bytes";
    static final String URI_TIMEOUT = "embedding.uri.timeout.ms";
    static final String TRANSACTION_TIMEOUT = "embedding.transaction.timeout.ms";

    private static final int MOST_DECODERS = 4;
    private static final int MEBIBYTE = 1024 * 1024;

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(MAX_IMAGES, Type.INT, 512, between(1, 100_000), MEDIUM, "Images taken by one poll at most.")
            .define(
                    MAX_BATCH_BYTES,
                    Type.INT,
                    4 * MEBIBYTE,
                    between(1024, 16 * MEBIBYTE),
                    MEDIUM,
                    "Length of one batch of embeddings at most; more images of one poll make further batches.")
            .define(
                    MAX_PASS_BYTES,
                    Type.INT,
                    64 * MEBIBYTE,
                    between(MEBIBYTE, 1024 * MEBIBYTE),
                    LOW,
                    "Pixels (as float32) given to an encoder at once; bounds the memory that large images take.")
            .define(
                    DECODER_THREADS,
                    Type.INT,
                    Math.min(MOST_DECODERS, Runtime.getRuntime().availableProcessors()),
                    between(1, 256),
                    LOW,
                    "Threads that decode images.")
            .define(
                    INSTANCE_ID,
                    Type.STRING,
                    "",
                    matching("[a-zA-Z0-9._-]{0,100}"),
                    MEDIUM,
                    "Tells instances apart, also in transactional ids: no two may run with the same. Empty: the host's name.")
            .define(
                    GROUP_ID,
                    Type.STRING,
                    "embedding",
                    matching("[a-zA-Z0-9._-]{1,100}"),
                    LOW,
                    "Consumer group, after the installation's prefix.")
            .define(
                    GROUP_PROTOCOL,
                    Type.STRING,
                    "consumer",
                    ConfigDef.ValidString.in("consumer", "classic"),
                    LOW,
                    "consumer: the broker assigns (Kafka 4); classic: cooperative and static, for older brokers.")
            .define(
                    URI_ALLOW,
                    Type.LIST,
                    "",
                    MEDIUM,
                    "Addresses of folders, http, https or file, below which images given by uri are fetched; none: off.")
            .define(
                    URI_MAX_BYTES,
                    Type.INT,
                    16 * MEBIBYTE,
                    between(1, 256 * MEBIBYTE),
                    LOW,
                    "Length of an image that is fetched, at most.")
            .define(
                    URI_TIMEOUT,
                    Type.INT,
                    5_000,
                    between(1, 60_000),
                    LOW,
                    "Time within which an image must be fetched, redirects included.")
            .define(
                    TRANSACTION_TIMEOUT,
                    Type.INT,
                    15_000,
                    between(1_000, 900_000),
                    LOW,
                    "After this time the broker aborts the transaction of an instance that vanished.");

    /** Checks what the definition cannot. */
    public EmbeddingSettings {
        if (instanceId.isEmpty()) {
            throw new SettingsException(INSTANCE_ID + " must not be empty");
        }
        uriAllow = List.copyOf(uriAllow);
        try {
            AllowList.of(uriAllow);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(URI_ALLOW + ": " + e.getMessage());
        }
    }

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static EmbeddingSettings from(Settings settings) {
        Map<String, Object> values = settings.read(DEFINITION);
        String instance = get(values, INSTANCE_ID, String.class);
        return new EmbeddingSettings(
                get(values, MAX_IMAGES, Integer.class),
                get(values, MAX_BATCH_BYTES, Integer.class),
                get(values, MAX_PASS_BYTES, Integer.class),
                get(values, DECODER_THREADS, Integer.class),
                instance.isEmpty() ? hostName() : instance,
                get(values, GROUP_ID, String.class),
                get(values, GROUP_PROTOCOL, String.class),
                ((List<?>) get(values, URI_ALLOW, List.class))
                        .stream().map(String::valueOf).toList(),
                get(values, URI_MAX_BYTES, Integer.class),
                Duration.ofMillis(get(values, URI_TIMEOUT, Integer.class)),
                Duration.ofMillis(get(values, TRANSACTION_TIMEOUT, Integer.class)));
    }

    /** How one instance is named towards Kafka, without the installation's prefix. */
    String clientName() {
        return "embedding-" + instanceId;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new SettingsException(
                    INSTANCE_ID + " must be set: this machine does not know its own name (" + e.getMessage() + ")");
        }
    }
}
