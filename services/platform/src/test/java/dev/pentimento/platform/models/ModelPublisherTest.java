package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.PlainAvro;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ModelPublisherTest {
    private final Events events = PlainAvro.events();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ModelPublisher publisher = new ModelPublisher(events, () -> producer);
    private final byte[] file = new byte[Artifacts.CHUNK_BYTES + 1];
    private final ModelVersion version = ModelVersions.with(file).build();

    @Test
    void aVersionComesAfterTheChunksOfItsFilesInOneTransaction() throws UnusableRecordException {
        publisher.publish(version, List.of(file, new byte[] {1}));

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("model-artifacts", "model-artifacts", "model-artifacts", "model-versions");
        ProducerRecord<byte[], byte[]> second = producer.history().get(1);
        assertThat(text(second.key())).isEqualTo(Artifacts.sha256(file) + "/1");
        assertThat(events.read(Topic.MODEL_ARTIFACTS, second.value(), ArtifactChunk.class)
                        .getContent()
                        .remaining())
                .isEqualTo(1);
        ProducerRecord<byte[], byte[]> last = producer.history().get(3);
        assertThat(text(last.key())).isEqualTo("v");
        ModelVersion written = events.read(Topic.MODEL_VERSIONS, last.value(), ModelVersion.class);
        assertThat(written.getEncoderFile().getOffsets()).hasSize(2);
        assertThat(VersionArtifacts.change(
                        written,
                        each -> Artifact.newBuilder(each).setOffsets(List.of()).build()))
                .isEqualTo(version);
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aCandidateIsNoVersionOfTheRegistry() throws UnusableRecordException {
        ModelCandidate candidate = ModelCandidate.newBuilder()
                .setId("c")
                .setVersion(version)
                .setPublishedBy("ann")
                .setPublishedAt(Instant.EPOCH)
                .build();

        publisher.submit(candidate, List.of(file));

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("model-artifacts", "model-artifacts", "model-candidates");
        ModelCandidate written =
                events.read(Topic.MODEL_CANDIDATES, producer.history().get(2).value(), ModelCandidate.class);
        assertThat(written.getId()).isEqualTo("c");
        assertThat(written.getVersion().getEncoderFile().getOffsets()).containsExactly(0L, 1L);
        assertThat(written.getVersion().getClassifierFile().getOffsets()).isEmpty();
    }

    @Test
    void filesOfAnEarlierVersionAreNotSentAgain() {
        publisher.publish(version, List.of());

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("model-versions");
    }

    @Test
    void ofAFailedTransactionNothingIsVisible() {
        producer.commitTransactionException = new KafkaException("fenced");

        assertThatThrownBy(() -> publisher.publish(version, List.of(file))).hasMessage("fenced");

        assertThat(producer.history()).isEmpty();
        assertThat(producer.closed()).isTrue();
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
