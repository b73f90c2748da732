package dev.pentimento.embedding;

import static dev.pentimento.platform.settings.Setting.choice;
import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.flag;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.list;
import static dev.pentimento.platform.settings.Setting.longInteger;
import static dev.pentimento.platform.settings.Setting.text;

import dev.pentimento.embedding.fetching.AllowList;
import dev.pentimento.embedding.fetching.ContentFetcher;
import dev.pentimento.embedding.fetching.S3Settings;
import dev.pentimento.learning.image.DecodingBudget;
import dev.pentimento.platform.operations.HostName;
import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the embedding service.
 *
 * @param maxImages largest number of images in one poll
 * @param maxBatchBytes largest size of one {@code EmbeddingBatch}, unless a single image needs more
 * @param maxPassBytes largest size of the pixels in one forward pass; a poll with more takes several passes
 * @param decoderThreads threads that decode images
 * @param decoderMemory bytes for all images that are decoded at the same time
 * @param decoderTime processor time for decoding one image
 * @param refusesWarnings whether an image whose decoder warns becomes a dead letter
 * @param instanceId name of this instance; two running instances must not have the same name
 * @param groupId consumer group, without the installation's prefix
 * @param groupProtocol how the group assigns partitions
 * @param uriAllow folders from which images may be fetched; empty: none
 * @param uriMaxBytes largest size of an image that is fetched
 * @param uriTimeout time limit for fetching one image
 * @param objects where the object store is
 * @param transactionTimeout time after which the broker aborts the transaction of an instance that crashed
 */
public record EmbeddingSettings(
        int maxImages,
        int maxBatchBytes,
        int maxPassBytes,
        int decoderThreads,
        long decoderMemory,
        Duration decoderTime,
        boolean refusesWarnings,
        String instanceId,
        String groupId,
        GroupProtocolChoice groupProtocol,
        List<String> uriAllow,
        int uriMaxBytes,
        Duration uriTimeout,
        S3Settings objects,
        Duration transactionTimeout) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Embedding service");

    private static final int MOST_DECODERS = 4;
    private static final int MOST_FETCHERS = 16;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String NAME_CHARACTERS = "letters, digits, dots, underscores and hyphens";

    static final Setting<Integer> MAX_IMAGES = DEFINITION.add(integer(
            "embedding.max.images", 512, 1, 100_000, "Largest number of images that one poll takes from Kafka."));
    static final Setting<Integer> MAX_BATCH_BYTES = DEFINITION.add(integer(
            "embedding.max.batch.bytes",
            4 * MEBIBYTE,
            1024,
            16 * MEBIBYTE,
            "Largest size of one batch of embeddings, in bytes. If a poll gives more, the service writes"
                    + " several batches."));
    static final Setting<Integer> MAX_PASS_BYTES = DEFINITION.add(integer(
                    "embedding.max.pass.bytes",
                    (int) Math.max(
                            MEBIBYTE,
                            Math.min(64 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 16)),
                    MEBIBYTE,
                    1024 * MEBIBYTE,
                    "Largest size of the pixels in one forward pass, in bytes as float32. It bounds the memory that"
                            + " large inputs of a network take.")
            .showingDefault("67108864, at most a sixteenth of the heap"));
    static final Setting<Integer> DECODER_THREADS = DEFINITION.add(integer(
                    "embedding.decoder.threads",
                    Math.min(MOST_DECODERS, Runtime.getRuntime().availableProcessors()),
                    1,
                    256,
                    "Threads that decode images.")
            .showingDefault("one for each processor, at most " + MOST_DECODERS));
    static final Setting<Long> DECODER_MEMORY = DEFINITION.add(longInteger(
                    "embedding.decoder.memory",
                    Math.max(MEBIBYTE, DecodingBudget.bytesOfHeap()),
                    MEBIBYTE,
                    "Memory that all images decoded at once may take, in bytes. Others wait for room. An image that needs"
                            + " more becomes a dead letter `IMAGE_TOO_LARGE`.")
            .showingDefault("a quarter of the heap"));
    static final Setting<Duration> DECODER_TIME = DEFINITION.add(duration(
            "embedding.decoder.time",
            "PT10S",
            "PT0.1S",
            "PT1M",
            "Processor time that decoding one image may take. An image that takes longer becomes a dead letter"
                    + " `IMAGE_TOO_LARGE`."));
    private static final Setting<String> DECODER_WARNINGS = DEFINITION.add(text(
            "embedding.decoder.warnings",
            "accept",
            "accept|refuse",
            "accept or refuse",
            "What becomes of an image that is decoded although its file is damaged, as its decoder warns. `accept`: it is"
                    + " counted in `pentimento_embedding_decoder_warnings_total`. `refuse`: it also becomes a dead letter"
                    + " `UNDECODABLE_IMAGE`."));
    static final Setting<String> INSTANCE_ID = DEFINITION.add(text(
                    "embedding.instance.id",
                    "",
                    "[a-zA-Z0-9._-]{0,100}",
                    "up to 100 " + NAME_CHARACTERS,
                    "Name of this instance, also in its transactional id."
                            + " Two running instances must not have the same name.")
            .showingDefault("the name of the host"));
    /** Start of every instance's name in Kafka, without the installation's prefix. */
    static final String CLIENT_NAME = "embedding-";

    static final Setting<String> GROUP_ID = DEFINITION.add(text(
            "embedding.group.id",
            "embedding",
            "[a-zA-Z0-9._-]{1,100}",
            "1 to 100 " + NAME_CHARACTERS,
            "Consumer group, without the prefix of the topics."));
    static final Setting<GroupProtocolChoice> GROUP_PROTOCOL = DEFINITION.add(choice(
            "embedding.group.protocol",
            GroupProtocolChoice.AUTO,
            "Protocol of the consumer group. `consumer`: the broker assigns the partitions (Kafka 4). `classic`: for older"
                    + " brokers, and for static membership. `auto`: `consumer`, or `classic` if the brokers do not have"
                    + " that."));
    static final Setting<List<String>> URI_ALLOW = DEFINITION.add(list(
            AllowList.SETTING,
            "addresses with https, http, s3 or file",
            "Folders from which the service may fetch images that come by URI. Empty: it fetches none."));
    static final Setting<Integer> URI_MAX_BYTES = DEFINITION.add(integer(
            ContentFetcher.MAX_BYTES_SETTING,
            16 * MEBIBYTE,
            1,
            256 * MEBIBYTE,
            "Largest size of an image that the service fetches, in bytes."));
    static final Setting<Duration> URI_TIMEOUT = DEFINITION.add(duration(
                    "embedding.uri.timeout",
                    "PT5S",
                    "PT0.001S",
                    "PT1M",
                    "Time limit for fetching one image, redirects included.")
            .formerlyMillis("embedding.uri.timeout.ms"));
    static final Setting<String> S3_ENDPOINT = DEFINITION.add(text(
                    S3Settings.ENDPOINT_SETTING,
                    "",
                    ".*",
                    "an address with https or http, without a path",
                    "Server that addresses with s3 refer to, such as one of MinIO or Ceph. Credentials come from the usual"
                            + " places of the AWS SDK: environment, profile, or the machine's role.")
            .showingDefault("AWS"));
    static final Setting<String> S3_REGION = DEFINITION.add(text(
                    S3Settings.REGION_SETTING,
                    "",
                    "[a-z0-9-]{0,64}",
                    "up to 64 lower-case letters, digits and hyphens",
                    "Region of the buckets.")
            .showingDefault("the region of the environment or profile; with an endpoint `us-east-1`"));
    static final Setting<Boolean> S3_PATH_STYLE = DEFINITION.add(flag(
            "embedding.s3.path.style",
            true,
            "At `embedding.s3.endpoint`, the bucket is part of the path, as with most servers other than AWS. `false`: of"
                    + " the host name."));
    static final Setting<Duration> TRANSACTION_TIMEOUT = DEFINITION.add(duration(
                    "embedding.transaction.timeout",
                    "PT15S",
                    "PT1S",
                    "PT15M",
                    "Time after which the broker aborts the transaction of an instance that crashed.")
            .formerlyMillis("embedding.transaction.timeout.ms"));

    /** Checks what the definition cannot check. */
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

    /** @throws SettingsException that names an unknown or invalid setting */
    public static EmbeddingSettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        String instance = values.get(INSTANCE_ID);
        return new EmbeddingSettings(
                values.get(MAX_IMAGES),
                values.get(MAX_BATCH_BYTES),
                values.get(MAX_PASS_BYTES),
                values.get(DECODER_THREADS),
                values.get(DECODER_MEMORY),
                values.get(DECODER_TIME),
                values.get(DECODER_WARNINGS).equals("refuse"),
                instance.isEmpty() ? hostName() : instance,
                values.get(GROUP_ID),
                values.get(GROUP_PROTOCOL),
                values.get(URI_ALLOW),
                values.get(URI_MAX_BYTES),
                values.get(URI_TIMEOUT),
                new S3Settings(values.get(S3_ENDPOINT), values.get(S3_REGION), values.get(S3_PATH_STYLE)),
                values.get(TRANSACTION_TIMEOUT));
    }

    /** Name of this instance in Kafka, without the installation's prefix. */
    String clientName() {
        return CLIENT_NAME + instanceId;
    }

    DecodingBudget budget() {
        return DecodingBudget.of(decoderMemory, DECODER_MEMORY.name(), decoderTime, DECODER_TIME.name());
    }

    /** Fetching threads mostly wait. Each holds the bytes of one image, and twice as many while they arrive. */
    int fetchers() {
        return (int) Math.max(1, Math.min(MOST_FETCHERS, decoderMemory / (2L * uriMaxBytes)));
    }

    private static String hostName() {
        return HostName.ofThisMachine()
                .orElseThrow(() ->
                        new SettingsException(INSTANCE_ID + " must be set: this machine does not know its own name"));
    }
}
