package dev.pentimento.embedding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.embedding.crashes.CrashWatch;
import dev.pentimento.embedding.fetching.S3Settings;
import dev.pentimento.embedding.inference.RecordEmbedder;
import dev.pentimento.embedding.writing.OutputWriter;
import dev.pentimento.embedding.writing.Transactions;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Image;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.devices.DeviceLayer;
import dev.pentimento.serving.devices.PlacedNetworks;
import dev.pentimento.serving.devices.Placement;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.FailedShare;
import dev.pentimento.serving.faults.MachineFaultException;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.serving.swapping.ServingSet;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLoopTest {
    private static final TopicPartition ZERO = new TopicPartition("images", 0);
    private static final long MARCH = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final TopicPartition ONE = new TopicPartition("images", 1);

    @TempDir
    Path folder;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final FakeEncoder encoder = new FakeEncoder();
    private final ServingSet<LoadedEncoder> active = new ServingSet<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RecordEmbedder> embedders = new ArrayList<>();
    private ServiceContext context;
    private ImageLoop loop;
    private FailedShare share;
    private Instant now = Instant.EPOCH;
    private Tracing tracing = Tracing.OFF;
    /** How far the machine's clock is from the right time. */
    private Duration wrong = Duration.ZERO;

    @BeforeEach
    void setUp() {
        PlainAvro.UNREACHABLE.set(0);
        ServiceContext usual = ServiceContext.of(
                PlatformSettings.from(Settings.of(Map.of(
                        "kafka.value.serializer", PlainAvro.Writer.class.getName(),
                        "kafka.value.deserializer", PlainAvro.Reader.class.getName()))),
                meters,
                new Health());
        context = new ServiceContext(
                usual.settings(),
                usual.clients(),
                usual.topics(),
                usual.events(),
                meters,
                usual.health(),
                () -> usual.clock().instant().plus(wrong));
        active.swap(List.of(new LoadedEncoder("e1", encoder)));
        loop = loop(4 << 20);
        next();
        next();
    }

    @AfterEach
    void tearDown() {
        embedders.forEach(RecordEmbedder::close);
        context.close();
    }

    @Test
    void imagesOfAllPartitionsTakeOnePassAndStayOnTheirPartition() throws Exception {
        run(image(ZERO, 0, "a", MARCH + 10), image(ZERO, 1, "b", MARCH + 30), image(ONE, 5, "c", MARCH + 20));

        List<ProducerRecord<byte[], byte[]>> written = producers.get(0).history();
        assertThat(encoder.passes).containsExactly(3);
        assertThat(written).extracting(ProducerRecord::partition).containsExactly(0, 1);
        assertThat(written).extracting(ProducerRecord::timestamp).containsExactly(MARCH + 30, MARCH + 20);
        EmbeddingBatch first = batch(written.get(0));
        assertThat(first.getImages()).extracting(EmbeddedImage::getId).containsExactly("a", "b");
        assertThat(first.getImages()).extracting(EmbeddedImage::getOffset).containsExactly(0L, 1L);
        assertThat(FloatMatrix.fromLittleEndian(first.getSections().get(0).getVectors(), 2)
                        .row(1))
                .containsExactly(4 * 100 / 255f, 100 / 255f);
        assertThat(offsets(0)).containsEntry(ZERO, 2L).containsEntry(ONE, 6L);
        assertThat(meters.get("pentimento.embedding.images").counter().count()).isEqualTo(3);
    }

    /** The brokers have accepted the images' timestamps, so it is the clock that is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT20H", "PT20H"})
    void aClockThatIsSetWhileItWorksReplacesNoTimestamp(Duration jump) throws Exception {
        long time = context.clock().millis();
        consumer.schedulePollTask(() -> assign(image(ZERO, 0, "a", time)));
        consumer.schedulePollTask(() -> {
            wrong = jump;
            add(image(ZERO, 1, "b", time + 1_000), image(ONE, 0, "without", -1));
        });
        consumer.schedulePollTask(loop::stop);

        loop.run();

        assertThat(producers.get(0).history())
                .extracting(ProducerRecord::timestamp)
                .containsExactly(time, time + 1_000, time + 1_000);
    }

    /** A broker refuses what lies an hour ahead, and that refusal would end the service again and again. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 253_402_300_799_999L, Long.MAX_VALUE})
    void everyTimestampIsWrittenAsTheTopicsAcceptIt(long millis) throws Exception {
        Image empty = Image.newBuilder().setId("e").build();

        run(image(ZERO, 0, "a", millis), record(ZERO, 1, PlainAvro.bytes(empty), millis));

        long now = context.clock().millis();
        assertThat(producers.get(0).history())
                .hasSize(2)
                .allSatisfy(record -> assertThat(record.timestamp()).isBetween(0L, now));
        EmbeddedImage image =
                batch(producers.get(0).history().get(0)).getImages().get(0);
        assertThat(image.getTimestamp().toEpochMilli()).isEqualTo(Math.min(Math.max(0, millis), 253_402_300_799_999L));
    }

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String UNSAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-b7ad6b7169203331-00";

    private static ConsumerRecord<byte[], byte[]> traced(ConsumerRecord<byte[], byte[]> record, String traceparent) {
        record.headers().add(TraceHeaders.ONE, traceparent.getBytes(US_ASCII));
        return record;
    }

    @Test
    void theTraceOfAnImageGoesOnWithItsBatch() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        tracing = Tracing.to(SimpleSpanProcessor.create(spans), "embedding");
        loop = loop(4 << 20);

        run(
                image(ZERO, 0, "a", MARCH),
                traced(image(ZERO, 1, "b", MARCH), "00-" + TRACE + "-b7ad6b7169203331-01"),
                traced(image(ZERO, 2, "c", MARCH), UNSAMPLED),
                image(ONE, 0, "d", MARCH));

        List<ProducerRecord<byte[], byte[]>> written = producers.get(0).history();
        Map<Integer, SpanContext> contexts = TraceHeaders.ofMany(written.get(0).headers());
        Map<String, SpanData> byName =
                spans.getFinishedSpanItems().stream().collect(Collectors.toMap(SpanData::getName, Function.identity()));
        assertThat(byName.keySet())
                .containsExactlyInAnyOrder("embed images", "poll", "decode", "embed", "commit", "embed image");
        assertThat(contexts.keySet()).containsExactly(1, 2);
        assertThat(contexts.get(1).getTraceId()).isEqualTo(TRACE);
        assertThat(contexts.get(1).getSpanId())
                .isEqualTo(byName.get("embed image").getSpanId());
        assertThat(byName.get("embed image").getTraceId()).isEqualTo(TRACE);
        assertThat(byName.get("embed images").getTraceId()).isNotEqualTo(TRACE);
        assertThat(contexts.get(2).getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(written.get(1).headers().toArray()).isEmpty();
    }

    @Test
    void whereTracingIsOffABatchHasNoHeader() throws Exception {
        run(traced(image(ZERO, 0, "b", MARCH), "00-" + TRACE + "-b7ad6b7169203331-01"));

        assertThat(producers.get(0).history().get(0).headers().toArray()).isEmpty();
    }

    @Test
    void theTracesOfABatchCountIntoItsSize() throws Exception {
        tracing = Tracing.to(SimpleSpanProcessor.create(InMemorySpanExporter.create()), "embedding");
        loop = loop(1024);
        ConsumerRecord<?, ?>[] many = new ConsumerRecord<?, ?>[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = traced(image(ZERO, i, "image-" + i, i), UNSAMPLED);
        }

        run(many);

        assertThat(producers.get(0).history())
                .allSatisfy(record -> assertThat(record.value().length + DeadLetters.bytes(record.headers()))
                        .isLessThanOrEqualTo(1024 + 64));
    }

    @Test
    void theProducerIsReadyBeforePartitionsAreTakenOver() throws Exception {
        List<Boolean> ready = new ArrayList<>();
        consumer.schedulePollTask(() -> {
            ready.add(producers.get(0).transactionInitialized());
            loop.stop();
        });

        loop.run();

        assertThat(ready).containsExactly(true);
    }

    @Test
    void aBatchIsSplitByBytes() throws Exception {
        loop = loop(1024);
        ConsumerRecord<?, ?>[] many = new ConsumerRecord<?, ?>[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = image(ZERO, i, "image-" + i, i);
        }

        run(many);

        List<String> ids = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producers.get(0).history()) {
            assertThat(record.value().length).isLessThanOrEqualTo(1024 + 16);
            batch(record).getImages().forEach(image -> ids.add(image.getId()));
        }
        assertThat(producers.get(0).history().size()).isGreaterThan(2);
        assertThat(ids).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void whatCannotBeUsedIsADeadLetterWithItsReasonAndTheOthersGoOn() throws Exception {
        Image byUri = Image.newBuilder().setId("u").setUri("http://x/y.png").build();
        Image empty = Image.newBuilder().setId("e").build();
        Image nameless = Image.newBuilder().setId("").setContent(png()).build();
        Image text = Image.newBuilder()
                .setId("t")
                .setContent(ByteBuffer.wrap("no image".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build();

        run(
                record(ZERO, 0, new byte[] {1, 2}, 1),
                record(ZERO, 1, PlainAvro.bytes(byUri), 1),
                record(ZERO, 2, PlainAvro.bytes(empty), 1),
                record(ZERO, 3, PlainAvro.bytes(nameless), 1),
                record(ZERO, 4, PlainAvro.bytes(text), 1),
                image(ZERO, 5, "good", 1),
                record(ZERO, 6, null, 1));

        List<DeadLetterReason> reasons = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producers.get(0).history()) {
            if (record.topic().equals("dead-letters")) {
                assertThat(record.key()).isEqualTo(new byte[] {7});
                reasons.add(DeadLetter.getDecoder().decode(record.value()).getReason());
            } else {
                assertThat(batch(record).getImages())
                        .extracting(EmbeddedImage::getId)
                        .containsExactly("good");
            }
        }
        assertThat(reasons)
                .containsExactly(
                        DeadLetterReason.UNDECODABLE_RECORD,
                        DeadLetterReason.CONTENT_NOT_ALLOWED,
                        DeadLetterReason.MISSING_CONTENT,
                        DeadLetterReason.INVALID_FIELD,
                        DeadLetterReason.UNDECODABLE_IMAGE,
                        DeadLetterReason.UNDECODABLE_RECORD);
        assertThat(offsets(0)).containsEntry(ZERO, 7L);
    }

    @Test
    void anUnknownSchemaIsADeadLetterAndNoReasonToTryAgain() throws Exception {
        run(record(ZERO, 0, PlainAvro.UNKNOWN_SCHEMA, 1), image(ZERO, 1, "good", 1));

        DeadLetter letter = letters().get(0);
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(letter.getDetail()).contains("42");
        assertThat(letter.getContent()).isEqualTo(ByteBuffer.wrap(PlainAvro.UNKNOWN_SCHEMA));
        assertThat(offsets(0)).containsEntry(ZERO, 2L);
        assertThat(meters.get("pentimento.embedding.retries").counter().count()).isZero();
        assertThat(meters.get("pentimento.dead.letters")
                        .tag("reason", "UNKNOWN_SCHEMA")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anImageByAddressIsFetchedAndKeepsItsPlace() throws Exception {
        Files.write(folder.resolve("there.png"), png().array());
        String there = folder.toUri() + "there.png";
        String nowhere = folder.toUri() + "nowhere.png";

        run(
                record(ZERO, 0, byAddress("u", there), 1),
                image(ZERO, 1, "v", 1),
                record(ZERO, 2, byAddress("w", nowhere), 1),
                record(ZERO, 3, byAddress("x", "file:///etc/hostname"), 1));

        assertThat(encoder.passes).containsExactly(2);
        EmbeddingBatch batch = batch(producers.get(0).history().get(0));
        assertThat(batch.getImages()).extracting(EmbeddedImage::getId).containsExactly("u", "v");
        FloatMatrix vectors =
                FloatMatrix.fromLittleEndian(batch.getSections().get(0).getVectors(), 2);
        assertThat(vectors.row(0)).isEqualTo(vectors.row(1));
        assertThat(letters())
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.CONTENT_UNREACHABLE, DeadLetterReason.CONTENT_NOT_ALLOWED);
        assertThat(meters.get("pentimento.embedding.fetching").timer().count()).isEqualTo(1);
    }

    @Test
    void theContentCountsWhereAnAddressStandsBesideIt() throws Exception {
        Image both = Image.newBuilder()
                .setId("both")
                .setContent(png())
                .setUri("http://x/y.png")
                .build();

        run(record(ZERO, 0, PlainAvro.bytes(both), 1));

        assertThat(batch(producers.get(0).history().get(0)).getImages())
                .extracting(EmbeddedImage::getId)
                .containsExactly("both");
    }

    @Test
    void theIdInTheEventCountsWhateverTheKeySays() throws Exception {
        byte[] value =
                PlainAvro.bytes(Image.newBuilder().setId("a").setContent(png()).build());

        run(
                record(ZERO, 0, null, value, new RecordHeaders()),
                record(ZERO, 1, new byte[] {'b'}, value, new RecordHeaders()),
                record(ZERO, 2, new byte[] {'a'}, value, new RecordHeaders()));

        assertThat(batch(producers.get(0).history().get(0)).getImages())
                .extracting(EmbeddedImage::getId)
                .containsExactly("a", "a", "a");
        assertThat(meters.get("pentimento.embedding.keys.missing").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("pentimento.embedding.keys.other").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aDeadLetterHasTheRecordsHeadersAndThoseToSortItBy() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {5});

        run(record(ZERO, 3, new byte[] {7}, new byte[] {1, 2}, headers));

        ProducerRecord<byte[], byte[]> letter = producers.get(0).history().get(0);
        assertThat(letter.headers().lastHeader("trace").value()).containsExactly(5);
        assertThat(letter.headers().lastHeader("pentimento.reason").value())
                .asString()
                .isEqualTo("UNDECODABLE_RECORD");
        assertThat(letter.headers().lastHeader("pentimento.offset").value())
                .asString()
                .isEqualTo("3");
    }

    private static byte[] byAddress(String id, String uri) {
        return PlainAvro.bytes(Image.newBuilder().setId(id).setUri(uri).build());
    }

    private List<DeadLetter> letters() throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producers.get(0).history()) {
            if (record.topic().equals("dead-letters")) {
                letters.add(DeadLetter.getDecoder().decode(record.value()));
            }
        }
        return letters;
    }

    @Test
    void anUnreachableRegistrySkipsNothing() throws Exception {
        PlainAvro.UNREACHABLE.set(1);

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).history()).extracting(ProducerRecord::topic).containsExactly("embeddings");
        assertThat(producers.get(0).commitCount()).isEqualTo(1);
    }

    @Test
    void aFailureThatCanBeAbortedIsAbortedAndTakenAgain() throws Exception {
        producers.get(0).sendOffsetsToTransactionException = new KafkaException("abort me");
        aPollLater(() -> producers.get(0).sendOffsetsToTransactionException = null);

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).history()).extracting(ProducerRecord::topic).containsExactly("embeddings");
        assertThat(producers.get(0).commitCount()).isEqualTo(1);
        assertThat(meters.get("pentimento.embedding.retries").counter().count()).isEqualTo(1);
    }

    /** Clocks differ, and will agree again. */
    @Test
    void timestampsThatTheBrokerRefusesAreWaitedFor() throws Exception {
        producers.get(0).commitTransactionException =
                new KafkaException("in an error state", new InvalidTimestampException("too far ahead"));
        aPollLater(() -> producers.get(0).commitTransactionException = null);

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).commitCount()).isEqualTo(1);
    }

    @Test
    void aGenerationThatIsOverAbortsAndGoesOn() throws Exception {
        producers.get(0).sendOffsetsToTransactionException = new CommitFailedException("rebalanced");
        aPollLater(() -> producers.get(0).sendOffsetsToTransactionException = null);

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).closed()).isFalse();
        assertThat(producers.get(0).commitCount()).isEqualTo(1);
    }

    @Test
    void aFencedProducerIsReplaced() throws Exception {
        producers.get(0).commitTransactionException = new ProducerFencedException("fenced");
        producers.get(0).abortTransactionException = new ProducerFencedException("fenced");

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).closed()).isTrue();
        assertThat(producers.get(1).history()).extracting(ProducerRecord::topic).containsExactly("embeddings");
        assertThat(producers.get(1).commitCount()).isEqualTo(1);
    }

    @Test
    void aCommitWithoutAnswerIsAskedForAgainAndThenLeftToANewProducer() throws Exception {
        producers.get(0).commitTransactionException = new TimeoutException("no answer");
        producers.get(0).abortTransactionException = new IllegalStateException("the commit is under way");

        runTwice(image(ZERO, 0, "a", 1));

        assertThat(producers.get(0).closed()).isTrue();
        assertThat(producers.get(1).commitCount()).isEqualTo(1);
    }

    @Test
    void whatNoRetryMendsEndsTheServiceWithASentence() {
        producers.get(0).commitTransactionException = new TransactionalIdAuthorizationException("not yours");

        assertThatThrownBy(() -> run(image(ZERO, 0, "a", 1)))
                .isInstanceOf(UnrecoverableException.class)
                .hasMessageContaining("lacks a right")
                .hasMessageContaining("not yours");
    }

    @Test
    void withoutAnEncoderNoGroupIsJoined() throws Exception {
        active.swap(List.of());
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        thread.start();
        thread.join(Duration.ofMillis(500).toMillis());
        loop.stop();
        thread.join();

        assertThat(consumer.subscription()).isEmpty();
    }

    @Test
    void aStopLeavesTheRestOfAPollToTheNextOwner() throws Exception {
        loop = loop(4 << 20, oneImage(), Duration.ofHours(1));
        encoder.afterPass = loop::stop;
        consumer.schedulePollTask(() -> assign(image(ZERO, 0, "a", 1), image(ZERO, 1, "b", 2), image(ZERO, 5, "c", 3)));

        loop.run();

        assertThat(encoder.passes).containsExactly(1);
        assertThat(producers.get(0).commitCount()).isEqualTo(1);
        assertThat(offsets(0)).containsExactlyInAnyOrderEntriesOf(Map.of(ZERO, 1L));
    }

    @Test
    void passesOfOnePollAreCommittedOneByOne() throws Exception {
        loop = loop(4 << 20, oneImage(), Duration.ofHours(1));

        run(image(ZERO, 0, "a", 1), image(ZERO, 1, "b", 2), image(ZERO, 5, "c", 3));

        assertThat(encoder.passes).containsExactly(1, 1, 1);
        assertThat(producers.get(0).commitCount()).isEqualTo(3);
        assertThat(offsets(0)).containsExactlyInAnyOrderEntriesOf(Map.of(ZERO, 6L));
    }

    @Test
    void aPollThatTakesTooLongIsLeftToTheNext() throws Exception {
        loop = loop(4 << 20, oneImage(), Duration.ZERO);
        ConsumerRecord<?, ?> second = image(ZERO, 1, "b", 2);
        ConsumerRecord<?, ?> third = image(ZERO, 5, "c", 3);
        consumer.schedulePollTask(() -> assign(image(ZERO, 0, "a", 1), second, third));
        consumer.schedulePollTask(() -> {
            assertThat(consumer.position(ZERO)).isEqualTo(1);
            add(second, third);
        });
        consumer.schedulePollTask(() -> {
            assertThat(consumer.position(ZERO)).isEqualTo(5);
            add(third);
        });
        consumer.schedulePollTask(loop::stop);

        loop.run();

        assertThat(encoder.passes).containsExactly(1, 1, 1);
        assertThat(offsets(0)).containsExactlyInAnyOrderEntriesOf(Map.of(ZERO, 6L));
    }

    @Test
    void anImageThatTheEncoderDoesNotTakeIsADeadLetterAndTheOthersGoOn() throws Exception {
        encoder.beforePass = ImageLoopTest::raiseForWhite;

        run(image(ZERO, 0, "a", 1), white(ZERO, 1), image(ZERO, 2, "c", 1), image(ONE, 0, "d", 1));

        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.FAILED_INFERENCE);
            assertThat(letter.getOffset()).isEqualTo(1);
            assertThat(letter.getDetail()).contains("all white");
        });
        List<ProducerRecord<byte[], byte[]>> written = producers.get(0).history();
        assertThat(batch(written.get(0)).getImages())
                .extracting(EmbeddedImage::getId)
                .containsExactly("a", "c");
        assertThat(FloatMatrix.fromLittleEndian(
                                batch(written.get(0)).getSections().get(0).getVectors(), 2)
                        .row(1))
                .containsExactly(4 * 100 / 255f, 100 / 255f);
        assertThat(batch(written.get(1)).getImages())
                .extracting(EmbeddedImage::getId)
                .containsExactly("d");
        assertThat(offsets(0)).containsEntry(ZERO, 3L).containsEntry(ONE, 1L);
    }

    @Test
    void imagesOfWhichEveryOneFailsCostABoundedNumberOfPasses() throws Exception {
        encoder.beforePass = ImageLoopTest::raiseForWhite;
        ConsumerRecord<?, ?>[] all = new ConsumerRecord<?, ?>[16];
        for (int i = 0; i < all.length; i++) {
            all[i] = white(ZERO, i);
        }

        run(all);

        assertThat(letters()).hasSize(all.length);
        assertThat(encoder.passes).as("passes, with two trials").hasSize(2 * all.length - 1 + 2);
        assertThat(offsets(0)).containsEntry(ZERO, 16L);
    }

    @Test
    void aDeviceThatIsLostMakesNoDeadLetters() {
        encoder.beforePass = images -> {
            throw new IllegalStateException("CUDA error: unspecified launch failure");
        };

        assertThatThrownBy(() -> run(image(ZERO, 0, "a", 1), image(ZERO, 1, "b", 1)))
                .isInstanceOf(MachineFaultException.class)
                .hasMessageContaining("CUDA error")
                .hasMessageContaining("Check the GPU");
        assertThat(producers.get(0).history()).isEmpty();
        assertThat(encoder.passes).containsExactly(2);
    }

    @Test
    void aPassThatDoesNotFitIntoADevicesMemoryIsHalvedAndNoImageIsLost() throws Exception {
        encoder.beforePass = images -> {
            if (images.rows() > 2) {
                throw new IllegalStateException("CUDA out of memory. Tried to allocate 2.00 GiB");
            }
        };
        active.swap(List.of(new LoadedEncoder(
                "e1", onAGpu().encoder(new NetworkFile("any", new byte[1]), ImageShape.plain(1, 2, 2)))));
        ConsumerRecord<?, ?>[] all = new ConsumerRecord<?, ?>[7];
        for (int i = 0; i < all.length; i++) {
            all[i] = image(ZERO, i, "i" + i, 1);
        }

        run(all);

        assertThat(encoder.passes).containsExactly(7, 3, 1, 1, 1, 1, 1, 1, 1);
        assertThat(batch(producers.get(0).history().get(0)).getImages()).hasSize(7);
        assertThat(letters()).isEmpty();
        assertThat(offsets(0)).containsEntry(ZERO, 7L);
        assertThat(meters.get("pentimento.inference.halved").counter().count()).isEqualTo(2);
    }

    /** The encoder of this test on a GPU. */
    private PlacedNetworks onAGpu() {
        DeviceLayer layer = new DeviceLayer() {
            @Override
            public List<Gpu> gpus() {
                return List.of(new Gpu(0, Optional.empty(), OptionalLong.empty()));
            }

            @Override
            public Encoder encoder(NetworkFile file, ImageShape input, ComputeDevice device, Precision precision) {
                return encoder;
            }

            @Override
            public Judge judge(HeadFiles files, ComputeDevice device, Precision precision) {
                throw new UnsupportedOperationException("the embedding service judges nothing");
            }
        };
        return new PlacedNetworks(
                layer, new Placement(List.of(new ComputeDevice(0)), Precision.FLOAT32), meters, "embedding");
    }

    @Test
    void anEngineThatFailsOnWhatItTookBeforeMakesNoDeadLetters() {
        encoder.beforePass = images -> {
            throw new IllegalStateException("something is wrong");
        };

        assertThatThrownBy(() -> run(image(ZERO, 0, "a", 1)))
                .isInstanceOf(MachineFaultException.class)
                .hasMessageContaining("encoder e1 now fails on an input that it accepted when it was loaded")
                .hasMessageContaining("something is wrong");
        assertThat(producers.get(0).history()).isEmpty();
    }

    @Test
    void aDeviceThatIsLostWhileImagesAreTriedAloneMakesNoDeadLetters() {
        encoder.beforePass = images -> {
            raiseForWhite(images);
            if (encoder.passes.size() > 4) {
                throw new IllegalStateException("something is wrong");
            }
        };

        assertThatThrownBy(() -> run(white(ZERO, 0), image(ZERO, 1, "b", 1), image(ZERO, 2, "c", 1)))
                .isInstanceOf(MachineFaultException.class);
        assertThat(producers.get(0).history()).isEmpty();
    }

    @Test
    void readinessSaysSoWhenMostImagesOfAMinuteFail() throws Exception {
        encoder.beforePass = ImageLoopTest::raiseForWhite;
        ConsumerRecord<?, ?>[] all = new ConsumerRecord<?, ?>[30];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < 10 ? image(ZERO, i, "i" + i, 1) : white(ZERO, i);
        }

        run(all);

        assertThat(share.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("20 of 30 images"));
        assertThat(meters.get("pentimento.inference.failed").gauge().value()).isEqualTo(2 / 3.0);
        now = now.plusSeconds(60);
        assertThat(share.problem()).isEmpty();
    }

    private static void raiseForWhite(FloatMatrix images) {
        for (int row = 0; row < images.rows(); row++) {
            if (images.at(row, 0) == 1 && images.at(row, 3) == 1) {
                throw new IllegalStateException("all white");
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> white(TopicPartition partition, long offset) {
        byte all = (byte) 255;
        ByteBuffer png = ByteBuffer.wrap(ImageEncoder.greyPng(new byte[] {all, all, all, all}, 2, 2));
        return record(
                partition,
                offset,
                PlainAvro.bytes(
                        Image.newBuilder().setId("white").setContent(png).build()),
                1);
    }

    private int oneImage() {
        return encoder.input().size() * Float.BYTES;
    }

    private ImageLoop loop(int maxBatchBytes) {
        return loop(maxBatchBytes, 64 << 20, Duration.ofHours(1));
    }

    private ImageLoop loop(int maxBatchBytes, int maxPassBytes, Duration longestHold) {
        EmbeddingSettings settings = new EmbeddingSettings(
                512,
                maxBatchBytes,
                maxPassBytes,
                2,
                64 << 20,
                Duration.ofSeconds(10),
                false,
                "test",
                "embedding",
                GroupProtocolChoice.AUTO,
                List.of(folder.toUri().toString()),
                16 << 20,
                Duration.ofSeconds(30),
                new S3Settings("", "", true),
                Duration.ofSeconds(15));
        EmbeddingMetrics metrics = new EmbeddingMetrics(meters, new FailedShare(() -> now, 0.5));
        share = metrics.failedShare;
        int[] made = new int[1];
        Transactions transactions = new Transactions(() -> producers.get(made[0]++));
        RecordEmbedder embedder = EmbeddingService.embedder(context, settings, metrics, "test");
        embedders.add(embedder);
        OutputWriter writer = new OutputWriter(context, "embedding", settings.maxBatchBytes());
        EmbeddingPass pass = new EmbeddingPass(active, embedder, writer, transactions, metrics, tracing);
        CrashWatch crashes = new CrashWatch(consumer, settings.maxImages());
        return new ImageLoop(consumer, "images", pass, crashes, longestHold);
    }

    private void next() {
        producers.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private Runnable beforeSecondPoll = () -> {};

    private void aPollLater(Runnable action) {
        beforeSecondPoll = action;
    }

    private void run(ConsumerRecord<?, ?>... records) throws InterruptedException {
        consumer.schedulePollTask(() -> assign(records));
        consumer.schedulePollTask(loop::stop);
        loop.run();
    }

    /** The mock forgets what it has handed out: it is given again, and handed out only if the position went back. */
    private void runTwice(ConsumerRecord<?, ?>... records) throws InterruptedException {
        consumer.schedulePollTask(() -> assign(records));
        consumer.schedulePollTask(() -> {
            beforeSecondPoll.run();
            assertThat(consumer.position(ZERO)).isZero();
            add(records);
        });
        consumer.schedulePollTask(loop::stop);
        loop.run();
    }

    private void assign(ConsumerRecord<?, ?>... records) {
        consumer.rebalance(List.of(ZERO, ONE));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        add(records);
    }

    @SuppressWarnings("unchecked")
    private void add(ConsumerRecord<?, ?>... records) {
        for (ConsumerRecord<?, ?> record : records) {
            consumer.addRecord((ConsumerRecord<byte[], byte[]>) record);
        }
    }

    private Map<TopicPartition, Long> offsets(int producer) {
        Map<TopicPartition, Long> offsets = new java.util.HashMap<>();
        producers
                .get(producer)
                .consumerGroupOffsetsHistory()
                .forEach(groups -> groups.values()
                        .forEach(group ->
                                group.forEach((partition, offset) -> offsets.put(partition, offset.offset()))));
        return offsets;
    }

    private static ConsumerRecord<byte[], byte[]> image(TopicPartition partition, long offset, String id, long time) {
        return record(
                partition,
                offset,
                PlainAvro.bytes(Image.newBuilder().setId(id).setContent(png()).build()),
                time);
    }

    private static ByteBuffer png() {
        return ByteBuffer.wrap(ImageEncoder.greyPng(new byte[] {100, 100, 100, 100}, 2, 2));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] value, long time) {
        return record(partition, offset, new byte[] {7}, value, new RecordHeaders(), time);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] key, byte[] value, RecordHeaders headers) {
        return record(partition, offset, key, value, headers, 1);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] key, byte[] value, RecordHeaders headers, long time) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                time,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                key == null ? 0 : key.length,
                value == null ? 0 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static EmbeddingBatch batch(ProducerRecord<byte[], byte[]> record) throws IOException {
        return EmbeddingBatch.getDecoder().decode(record.value());
    }
}
