package dev.pentimento.evaluation.disk;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Memory outside Java's heap that all stores of the stream share. Without it, Kafka Streams gives each store 50 MB for
 * blocks and 48 MB for writes, and each partition has four stores or more.
 *
 * <p>Blocks, indexes, filters and write buffers are all charged to one cache. Write buffers may use half of it; a store
 * that would exceed this flushes its buffer to the disk. A running read or flush temporarily uses additional memory.
 */
public final class StoreMemory implements AutoCloseable {
    /** Share of the cache that is reserved for indexes and filters: with them, a read needs only one block. */
    private static final double HIGH_PRIORITY = 0.1;

    /** RocksDB reserves write buffers in such pieces; its usual megabyte would be most of the memory of many small stores. */
    private static final long PIECE_BYTES = 64 * 1024;

    private static final String SETTING = "pentimento.store.memory";

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private boolean closed;

    static {
        RocksDB.loadLibrary();
    }

    /** @param bytes limit for all stores together */
    public StoreMemory(long bytes) {
        cache = new LRUCache(bytes, -1, false, HIGH_PRIORITY);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    /** Makes a stream's stores use this memory. */
    public void addTo(Map<Object, Object> properties) {
        properties.put(SETTING, this);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Shared.class);
    }

    /** Bytes in use at the moment; 0 after {@link #close}. */
    public synchronized long used() {
        return closed ? 0 : cache.getUsage();
    }

    synchronized void share(Options options) {
        if (closed) {
            return; // a store that the stream opens while it stops
        }
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setArenaBlockSize(PIECE_BYTES);
    }

    /**
     * Call it only after the stream has closed its stores: the metrics of an open store query the cache, which is
     * native memory.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            writeBuffers.close();
            cache.close();
        }
    }

    /** Kafka Streams creates one for each store. */
    public static final class Shared implements RocksDBConfigSetter {
        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            ((StoreMemory) Objects.requireNonNull(configs.get(SETTING))).share(options);
        }

        /** The shared objects must not be closed by a store. */
        @Override
        public void close(String storeName, Options options) {}
    }
}
