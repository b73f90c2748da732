package dev.pentimento.evaluation.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StoreMemoryTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int STORES = 12;
    /** Less than the 16 MB of one store's write buffer in Kafka Streams: alone, no store would write its buffer out. */
    private static final int BYTES_OF_A_STORE = 6 * MEBIBYTE;

    private static final int VALUE = 1_000;

    @TempDir
    Path folder;

    /** Without a limit for all, the write buffers hold all 72 MiB. On a busy machine, they are written out late. */
    @Test
    void theWriteBuffersOfAllStoresAndTheBlocksTheyReadStayWithinTheMemory() throws RocksDBException {
        List<RocksDB> stores = new ArrayList<>();
        try (StoreMemory memory = new StoreMemory(16 * MEBIBYTE)) {
            for (int store = 0; store < STORES; store++) {
                Options options = new Options()
                        .setCreateIfMissing(true)
                        .setWriteBufferSize(16 * MEBIBYTE)
                        .setTableFormatConfig(new BlockBasedTableConfig());
                memory.share(options);
                stores.add(RocksDB.open(options, folder.resolve("store" + store).toString()));
            }
            SplittableRandom random = new SplittableRandom(7);
            long mostBuffers = 0;
            long mostUsed = 0;
            for (int i = 0; i < BYTES_OF_A_STORE / VALUE; i++) {
                for (RocksDB store : stores) {
                    byte[] value = new byte[VALUE];
                    random.nextBytes(value);
                    store.put(key(i), value);
                    assertThat(store.get(key(random.nextInt(i + 1)))).hasSize(VALUE);
                }
                if (i % 100 == 0) {
                    mostBuffers = Math.max(mostBuffers, buffers(stores));
                    mostUsed = Math.max(mostUsed, memory.used());
                }
            }

            assertThat(mostBuffers).as("write buffers").isBetween(1L * MEBIBYTE, 24L * MEBIBYTE);
            assertThat(mostUsed).as("all together").isBetween(8L * MEBIBYTE, 32L * MEBIBYTE);
            stores.forEach(RocksDB::close);
        }
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }

    private static long buffers(List<RocksDB> stores) throws RocksDBException {
        long bytes = 0;
        for (RocksDB store : stores) {
            bytes += store.getLongProperty("rocksdb.size-all-mem-tables");
        }
        return bytes;
    }

    @Test
    void theStoresOfAStreamTakeTheirMemoryFromIt() {
        Topology topology = new Topology();
        topology.addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "input");
        topology.addProcessor("step", Ignoring::new, "source");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("values"), Serdes.Integer(), Serdes.ByteArray()),
                "step");
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        try (StoreMemory memory = new StoreMemory(64 * MEBIBYTE)) {
            memory.addTo(properties);
            try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties)) {
                KeyValueStore<Integer, byte[]> store = driver.getKeyValueStore("values");
                for (int i = 0; i < 4_000; i++) {
                    store.put(i, new byte[VALUE]);
                }

                assertThat(memory.used()).isBetween(4L * 1_000 * VALUE, 8L * MEBIBYTE);
            }
        }
    }

    /** A scrape of metrics may come after the service is closed, and must not ask native memory that is gone. */
    @Test
    void afterItIsClosedNothingIsInUse() {
        StoreMemory memory = new StoreMemory(16 * MEBIBYTE);
        memory.close();
        memory.close();

        assertThat(memory.used()).isZero();
    }

    private static final class Ignoring implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }
}
