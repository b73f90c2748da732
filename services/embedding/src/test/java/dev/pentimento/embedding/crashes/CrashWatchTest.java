package dev.pentimento.embedding.crashes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.embedding.inference.EmbeddedImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashWatchTest {
    private static final TopicPartition ZERO = new TopicPartition("images", 0);
    private static final TopicPartition ONE = new TopicPartition("images", 1);
    private static final int MOST = 512;

    /** What the group coordinator keeps while processes come and go. */
    private final Map<TopicPartition, OffsetAndMetadata> kept = new HashMap<>();

    private final Set<String> embedded = new TreeSet<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Integer> passes = new ArrayList<>();
    private int markCommits;

    /** The end of the process: nothing after it happens. */
    private static final class Halt extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class Instance {
        private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
                super.commitSync(offsets);
                markCommits++;
                kept.putAll(offsets);
            }

            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration patience) {
                commitSync(offsets);
            }
        };
        private final CrashWatch watch = new CrashWatch(consumer, MOST);

        Instance() {
            consumer.assign(List.of(ZERO, ONE));
            if (!kept.isEmpty()) {
                consumer.commitSync(new HashMap<>(kept));
                markCommits--;
            }
            watch.takesOver(List.of(ZERO, ONE));
        }

        /** Works on all that is not committed, as the loop does. */
        void work(long recordsOfEach, LongConsumer embedding) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
            for (TopicPartition partition : List.of(ZERO, ONE)) {
                long from = kept.containsKey(partition) ? kept.get(partition).offset() : 0;
                List<ConsumerRecord<byte[], byte[]>> records = LongStream.range(from, recordsOfEach)
                        .mapToObj(offset -> record(partition, offset))
                        .toList();
                if (!records.isEmpty()) {
                    polled.put(partition, records);
                }
            }
            ConsumerRecords<byte[], byte[]> poll = new ConsumerRecords<>(polled, Map.of());
            List<ConsumerRecord<byte[], byte[]>> rest = new ArrayList<>();
            poll.forEach(rest::add);
            consumer.updateEndOffsets(Map.of(ZERO, recordsOfEach, ONE, recordsOfEach));
            watch.begins(poll);
            while (!rest.isEmpty()) {
                rest = pass(rest, embedding);
            }
        }

        private List<ConsumerRecord<byte[], byte[]>> pass(
                List<ConsumerRecord<byte[], byte[]>> rest, LongConsumer embedding) {
            int size = Math.min(MOST, watch.most(rest));
            List<ConsumerRecord<byte[], byte[]>> records = rest.subList(0, size);
            passes.add(size);
            EmbeddedImages done = watch.embed(records, () -> {
                records.stream().filter(each -> each.partition() == 0).forEach(each -> embedding.accept(each.offset()));
                return new EmbeddedImages(List.of(), Map.of(), List.of());
            });
            Set<ConsumerRecord<byte[], byte[]>> rejected = new HashSet<>();
            done.rejected().forEach(each -> {
                rejected.add(each.record());
                refused.add(name(each.record()) + " " + each.reason());
            });
            for (ConsumerRecord<byte[], byte[]> record : records) {
                kept.put(
                        new TopicPartition("images", record.partition()),
                        new OffsetAndMetadata(record.offset() + 1, CrashWatch.metadata()));
                if (!rejected.contains(record)) {
                    assertThat(embedded.add(name(record))).as(name(record)).isTrue();
                }
            }
            consumer.commitSync(new HashMap<>(kept));
            markCommits--;
            watch.committed(records);
            return rest.subList(size, rest.size());
        }

        void stop() {
            watch.handsOver(List.of(ZERO, ONE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, 33, 300, 511, 600})
    void aRecordThatEndsTheProcessIsSetAsideAfterFourEnds(long poison) {
        int ends = 0;
        while (embedded.size() + refused.size() < 2 * 700) {
            try {
                new Instance().work(700, offset -> haltAt(offset, poison));
            } catch (Halt e) {
                ends++;
            }
            assertThat(ends).isLessThanOrEqualTo(4);
        }

        assertThat(ends).isEqualTo(4);
        assertThat(refused).containsExactly("0@" + poison + " CRASHES_SERVICE");
        assertThat(embedded).hasSize(2 * 700 - 1);
    }

    @Test
    void severalSuchRecordsAreSetAsideOneAfterAnother() {
        Set<Long> poison = Set.of(5L, 6L, 40L, 400L);
        int ends = 0;
        while (embedded.size() + refused.size() < 2 * 700) {
            try {
                new Instance().work(700, offset -> {
                    if (poison.contains(offset)) {
                        throw new Halt();
                    }
                });
            } catch (Halt e) {
                ends++;
            }
            assertThat(ends).isLessThanOrEqualTo(4 * poison.size());
        }

        assertThat(refused).hasSize(poison.size());
        assertThat(embedded).hasSize(2 * 700 - poison.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void killsInBetweenAccuseNoGoodRecord(long seed) {
        Random random = new Random(seed);
        for (int kill = 0; kill < 60; kill++) {
            // a kill in the first record after each start would look like a record that ends the process
            int left = 1 + random.nextInt(40);
            int[] works = new int[1];
            assertThatThrownBy(() -> new Instance().work(10_000, offset -> {
                        if (++works[0] > left) {
                            throw new Halt();
                        }
                    }))
                    .isInstanceOf(Halt.class);
        }

        assertThat(refused).as("seed " + seed).isEmpty();
    }

    @Test
    void ordinaryWorkAndAStopInOrderCostTwoCommitsAltogether() {
        Instance first = new Instance();
        first.work(700, offset -> {});
        assertThat(kept.get(ZERO).metadata()).isEqualTo("open");
        first.stop();

        assertThat(markCommits).isEqualTo(2);
        assertThat(kept.values()).extracting(OffsetAndMetadata::metadata).containsOnly("");
        assertThat(kept.get(ZERO).offset()).isEqualTo(700);
        passes.clear();
        new Instance().work(1_000, offset -> {});
        assertThat(passes).containsExactly(512, 88);
    }

    @Test
    void afterAnUncleanEndPassesAreSmallUntilTheyAreBeyondIt() {
        new Instance().work(10, offset -> {});
        passes.clear();

        new Instance().work(610, offset -> {});

        List<Integer> ofOne = new ArrayList<>(Collections.nCopies(16, 32));
        ofOne.add(88);
        List<Integer> both = new ArrayList<>(ofOne);
        both.addAll(ofOne);
        assertThat(passes).isEqualTo(both);
    }

    @Test
    void recordsThatCameAfterwardsAreNotUnderSuspicion() {
        new Instance().work(10, offset -> {});
        Instance next = new Instance();
        next.work(50, offset -> {});
        passes.clear();
        next.work(150, offset -> {});

        assertThat(passes).containsExactly(200);
        next.stop();
        assertThat(kept.values()).extracting(OffsetAndMetadata::metadata).containsOnly("");
    }

    @Test
    void afterAFailureTheMarksStay() {
        Instance instance = new Instance();
        instance.work(10, offset -> {});
        instance.watch.failed();
        instance.stop();

        assertThat(kept.values()).extracting(OffsetAndMetadata::metadata).containsOnly("open");
    }

    @Test
    void aRegistryThatIsAwayAccusesNoRecord() {
        new Instance().work(1, offset -> {});
        Instance next = new Instance();

        assertThatThrownBy(() -> next.work(2, offset -> {
                    throw new KafkaException("the registry does not answer");
                }))
                .isInstanceOf(KafkaException.class);
        assertThat(kept.get(ZERO).metadata()).isEqualTo("open");
    }

    @Test
    void metadataOfAnotherProgramSaysNothing() {
        kept.put(ZERO, new OffsetAndMetadata(5, "trying hard"));

        new Instance().work(700, offset -> {});

        assertThat(passes).containsExactly(512, 512, 371);
        assertThat(kept.get(ZERO).metadata()).isEqualTo("open");
    }

    private static void haltAt(long offset, long poison) {
        if (offset == poison) {
            throw new Halt();
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>("images", partition.partition(), offset, new byte[0], new byte[0]);
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + "@" + record.offset();
    }
}
