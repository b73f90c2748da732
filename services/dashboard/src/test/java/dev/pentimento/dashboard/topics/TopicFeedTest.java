package dev.pentimento.dashboard.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Label;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFeedTest implements TopicFeed.Listener {
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Topics topics = new Topics(PlatformSettings.from(Settings.of(Map.of("topic.prefix", "clinic."))));
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private Instant now = Instant.EPOCH;
    private final TopicReader<Received<SpecificRecord>> reader = new TopicReader<>(
            () -> consumer,
            topics,
            TopicFeed.starts(100),
            this::decode,
            new Patience(Optional.empty(), Duration.ZERO, () -> now));
    private final TopicFeed feed = new TopicFeed(reader, this);

    @BeforeEach
    void topicsOfTwoPartitions() {
        for (Topic topic : TopicFeed.starts(100).keySet()) {
            partitions(topics.name(topic), 2);
        }
    }

    private void partitions(String topic, int count) {
        List<PartitionInfo> infos = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            infos.add(new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]));
            TopicPartition partition = new TopicPartition(topic, number);
            consumer.updateBeginningOffsets(Map.of(partition, 10L));
            consumer.updateEndOffsets(Map.of(partition, 1_000L));
        }
        consumer.updatePartitions(topic, infos);
    }

    @Test
    void historyIsReadWholeAndOfPredictionsOnlyTheTail() {
        reader.open();

        assertThat(consumer.position(new TopicPartition("clinic.prediction-quality", 1)))
                .isEqualTo(10);
        assertThat(consumer.position(new TopicPartition("clinic.predictions", 1)))
                .isEqualTo(900);
        assertThat(feed.problem()).contains("the topics are still being read");
    }

    @Test
    void imagesAreNeverFollowed() {
        reader.open();

        assertThat(consumer.assignment())
                .hasSize(16)
                .extracting(TopicPartition::topic)
                .doesNotContain("clinic.images", "clinic.embeddings", "clinic.model-artifacts");
    }

    @Test
    void itHasCaughtUpWhenEverythingThatWasThereIsRead() {
        reader.open();

        consumer.assignment().forEach(partition -> consumer.seek(partition, 1_000));
        reader.poll();

        assertThat(feed.problem()).isEmpty();
    }

    @Test
    void aMissingTopicIsNamed() {
        consumer.updatePartitions("clinic.outcomes", List.of());

        reader.poll();

        assertThat(feed.problem()).contains("the topic clinic.outcomes is not there");
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void partitionsThatAreAddedAreFoundAndTheOthersGoOnWhereTheyAre() {
        reader.open();
        TopicPartition old = new TopicPartition("clinic.predictions", 0);
        consumer.seek(old, 950);
        partitions("clinic.predictions", 3);

        now = now.plusSeconds(29);
        reader.poll();
        assertThat(consumer.assignment()).hasSize(16);
        now = now.plusSeconds(2);
        reader.poll();

        assertThat(consumer.position(new TopicPartition("clinic.predictions", 2)))
                .isEqualTo(900);
        assertThat(consumer.position(old)).isEqualTo(950);
    }

    @Test
    void eventsAndRemovedVersionsGoToTheListener() throws InterruptedException {
        consumer.schedulePollTask(() -> {
            add("clinic.predictions", 950, "image", new byte[] {1});
            add("clinic.predictions", 951, "image", null);
            add("clinic.model-versions", 20, "v1", null);
        });

        feed.start();

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("event a", "removed v1");
        feed.close();
        assertThat(heard).isEmpty();
        assertThat(feed.terminated()).isCompleted();
    }

    @Test
    void anErrorThatDoesNotPassIsAProblemForGood() {
        consumer.setPollException(new KafkaException("not authorised"));

        feed.start();
        feed.terminated().handle((done, failure) -> failure).join();

        assertThat(feed.terminated()).isCompletedExceptionally();
        assertThat(feed.problem()).contains("reading the topics has ended after an error: not authorised");
    }

    private Object next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private void add(String topic, long offset, String key, byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, key.getBytes(), value));
    }

    private Optional<Received<SpecificRecord>> decode(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = record.topic().endsWith("model-versions") ? Topic.MODEL_VERSIONS : Topic.PREDICTIONS;
        Optional<SpecificRecord> event = record.value() == null
                ? Optional.empty()
                : Optional.of(new Label("a", "cat", Instant.EPOCH, null, false));
        return Optional.of(new Received<>(topic, record, event));
    }

    @Override
    public void accept(SpecificRecord event) {
        heard.add("event " + event.get(0));
    }

    @Override
    public void versionRemoved(String version) {
        heard.add("removed " + version);
    }

    @Override
    public void unusable(Topic topic) {
        heard.add("unusable " + topic);
    }
}
