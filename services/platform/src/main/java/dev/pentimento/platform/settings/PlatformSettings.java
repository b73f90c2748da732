package dev.pentimento.platform.settings;

import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.flag;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.list;
import static dev.pentimento.platform.settings.Setting.share;
import static dev.pentimento.platform.settings.Setting.text;

import dev.pentimento.http.HttpLimits;
import dev.pentimento.platform.trust.VersionTrust;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Settings of every service.
 *
 * @param kafka properties of the Kafka clients, serializers included, as the user gave them
 * @param topics required settings of the topics
 * @param images format of the records in {@code images}
 * @param httpHost address on which health, metrics and pages are served
 * @param httpPort port of that address; 0: a free one
 * @param httpLimits limits of the HTTP servers for their clients
 * @param httpTls key and certificate of the HTTP servers; empty: they use plain HTTP
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param engineThreads threads of the engine inside one operation
 * @param trust which versions may be loaded
 * @param mostFailedShare largest share of the last minute's images that may fail in inference while the service is ready
 * @param inferencePrecision {@code float32} or {@code float16}
 * @param tracingEndpoint base address of the collector that receives spans; empty: no traces
 * @param kafkaMetrics whether {@code /metrics} includes those of the Kafka clients
 */
public record PlatformSettings(
        Map<String, String> kafka,
        TopicSettings topics,
        ImageRecords images,
        String httpHost,
        int httpPort,
        HttpLimits httpLimits,
        Optional<SSLContext> httpTls,
        String device,
        int engineThreads,
        VersionTrust trust,
        double mostFailedShare,
        String inferencePrecision,
        String tracingEndpoint,
        boolean kafkaMetrics) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Every service");

    private static final HttpLimits LIMITS = HttpLimits.DEFAULTS;

    private static final Setting<String> REGISTRY_URL = DEFINITION.add(text(
            "schema.registry.url",
            "http://127.0.0.1:8081",
            ".+",
            "at least one URL",
            "URL of the schema registry. Separate several by commas."));
    private static final Setting<String> IMAGES_FORMAT = DEFINITION.add(text(
            "images.format",
            "avro",
            "avro|raw",
            "avro or raw",
            "Format of the records in `images`. `avro`: events in Confluent's wire format. `raw`: the key is the image's id,"
                    + " the value is the image file, and a header may name the source. All services and commands need"
                    + " the same value."));
    private static final Setting<String> IMAGES_SOURCE_HEADER = DEFINITION.add(text(
            "images.source.header",
            "source",
            ".+",
            "the name of a header",
            "With `images.format=raw`: header that names the image's source, in UTF-8."));
    private static final Setting<String> HTTP_HOST = DEFINITION.add(text(
            "http.host", "127.0.0.1", ".*", "any", "Address on which a service serves health, metrics and pages."));
    private static final Setting<Integer> HTTP_PORT =
            DEFINITION.add(integer("http.port", 8080, 0, 65_535, "Port of that address. `0` picks a free port."));
    private static final Setting<List<String>> HTTP_NAMES = DEFINITION.add(list(
            "http.names",
            "host names without ports",
            "Names under which clients address the servers, besides `localhost` and addresses. Requests to other names"
                    + " are refused, and so are changes that a page of another name sends. Empty: any name, unless"
                    + " `http.host` is a loopback address."));
    private static final Setting<Integer> HTTP_HEADER_BYTES = DEFINITION.add(integer(
            "http.max.header.bytes",
            LIMITS.headerBytes(),
            1_024,
            1_048_576,
            "Largest size of a request's line and headers, in bytes."));
    private static final Setting<Integer> HTTP_BODY_BYTES = DEFINITION.add(integer(
            "http.max.body.bytes",
            LIMITS.bodyBytes(),
            1_024,
            67_108_864,
            "Largest size of a request's body, in bytes."));
    private static final Setting<Duration> HTTP_RECEIVE_TIMEOUT = DEFINITION.add(duration(
            "http.receive.timeout",
            LIMITS.receiveTimeout().toString(),
            "PT0.1S",
            "PT1H",
            "Time limit for the headers of a request, again for its body, and again for waiting for a thread."));
    private static final Setting<Duration> HTTP_SEND_TIMEOUT = DEFINITION.add(duration(
            "http.send.timeout",
            LIMITS.sendTimeout().toString(),
            "PT0.1S",
            "PT1H",
            "Time limit for a client to take each 64 KiB of an answer, or one event."));
    /** Longer than the ten seconds between two events of a quiet event stream. */
    private static final Setting<Duration> HTTP_IDLE_TIMEOUT = DEFINITION.add(duration(
            "http.idle.timeout",
            LIMITS.idleTimeout().toString(),
            "PT11S",
            "PT1H",
            "Time after which a connection without a request is closed."));

    private static final Setting<Integer> HTTP_CONNECTIONS = DEFINITION.add(integer(
            "http.max.connections",
            LIMITS.connections(),
            10,
            1_000_000,
            "Largest number of open connections of a server. Beyond it, idle connections are closed."));
    private static final Setting<Integer> HTTP_CLIENT_CONNECTIONS = DEFINITION.add(integer(
            "http.max.client.connections",
            LIMITS.clientConnections(),
            1,
            1_000_000,
            "Largest number of open connections of one client address. A proxy is one address."));
    private static final Setting<Integer> HTTP_THREADS = DEFINITION.add(integer(
            "http.threads",
            LIMITS.threads(),
            2,
            1_000,
            "Requests that a server answers at a time, besides health and metrics."));
    private static final Setting<Integer> HTTP_WAITING = DEFINITION.add(integer(
            "http.max.waiting",
            LIMITS.waiting(),
            0,
            100_000,
            "Requests that may wait for a thread. Beyond it, requests are refused with 503."));
    private static final Setting<Integer> HTTP_CLIENT_RATE = DEFINITION.add(integer(
            "http.client.rate",
            LIMITS.clientRate(),
            0,
            1_000_000,
            "Requests per second of one client address that change or compute something. Beyond it, requests are"
                    + " refused with 429. `0`: any number."));
    private static final TlsSettings HTTP_TLS = new TlsSettings(DEFINITION, "http.");
    private static final Setting<String> DEVICE = DEFINITION.add(text(
            "device",
            "auto",
            "auto|cpu|gpu|gpu:\\d+",
            "auto, cpu, gpu or gpu:N",
            "Device on which networks run. `auto` takes the first GPU, or the processor if there is none. `gpu` takes all"
                    + " GPUs; training takes the first. With `gpu` and `gpu:N`, a service without such a GPU does not"
                    + " start."));
    private static final Setting<Integer> ENGINE_THREADS = DEFINITION.add(integer(
            "engine.threads",
            1,
            1,
            1024,
            "Threads of one operation of PyTorch or ONNX Runtime. `1` is best for several callers."));

    private static final Setting<Double> MOST_FAILED_SHARE = DEFINITION.add(share(
            "inference.failed.share",
            0.5,
            true,
            "Share of the images of the last minute that may fail in inference. Above it, and from 20 failed images on,"
                    + " embedding and evaluation report that they are not ready."));

    private static final Setting<String> INFERENCE_PRECISION = DEFINITION.add(text(
            "inference.precision",
            "float32",
            "float32|float16",
            "float32 or float16",
            "Type of number that embedding and evaluation compute with. A network whose figures differ too much from those"
                    + " of `float32` runs in `float32`, and so do imported networks."));
    private static final Setting<String> TRACING_ENDPOINT = DEFINITION.add(text(
            "tracing.endpoint",
            "",
            "(https?://\\S+)?",
            "an http or https URL, or empty",
            "Base address of an OpenTelemetry collector that takes OTLP over HTTP, such as `http://collector:4318`. Empty:"
                    + " no traces."));

    private static final Setting<Boolean> KAFKA_METRICS = DEFINITION.add(flag(
            "metrics.kafka",
            false,
            "Whether `/metrics` also serves the metrics of the Kafka clients and of Kafka Streams, as `kafka_*`. They are"
                    + " about 700 KB in `up`."));

    public PlatformSettings {
        kafka = Map.copyOf(kafka);
    }

    /** @throws SettingsException that names an unknown or invalid setting */
    public static PlatformSettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        Map<String, String> kafka = new LinkedHashMap<>();
        kafka.put("bootstrap.servers", "127.0.0.1:9092");
        kafka.put("schema.registry.url", values.get(REGISTRY_URL));
        kafka.putAll(settings.kafka());
        return new PlatformSettings(
                kafka,
                TopicSettings.from(settings),
                new ImageRecords(values.get(IMAGES_FORMAT).equals("raw"), values.get(IMAGES_SOURCE_HEADER)),
                values.get(HTTP_HOST),
                values.get(HTTP_PORT),
                httpLimits(values),
                HTTP_TLS.context(values),
                values.get(DEVICE),
                values.get(ENGINE_THREADS),
                TrustSettings.from(settings),
                values.get(MOST_FAILED_SHARE),
                values.get(INFERENCE_PRECISION),
                values.get(TRACING_ENDPOINT),
                values.get(KAFKA_METRICS));
    }

    /** Prefix of every topic, group and transactional id. */
    public String topicPrefix() {
        return topics.prefix();
    }

    /** Partitions of the partitioned topics that we create. */
    public int topicPartitions() {
        return topics.partitions();
    }

    /** Replicas of the topics that we create; -1: the broker's default. */
    public short replicationFactor() {
        return topics.replicationFactor();
    }

    private static HttpLimits httpLimits(SettingValues values) {
        return new HttpLimits(
                values.get(HTTP_NAMES),
                values.get(HTTP_HEADER_BYTES),
                values.get(HTTP_BODY_BYTES),
                values.get(HTTP_RECEIVE_TIMEOUT),
                values.get(HTTP_SEND_TIMEOUT),
                values.get(HTTP_IDLE_TIMEOUT),
                values.get(HTTP_CONNECTIONS),
                values.get(HTTP_CLIENT_CONNECTIONS),
                values.get(HTTP_THREADS),
                values.get(HTTP_WAITING),
                values.get(HTTP_CLIENT_RATE));
    }
}
