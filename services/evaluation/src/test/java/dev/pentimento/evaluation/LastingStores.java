package dev.pentimento.evaluation;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stores whose content outlives the test driver, which deletes what is on disk as it closes: so a restart can be tested. */
public final class LastingStores {
    private final Map<String, NavigableMap<Bytes, byte[]>> contents = new ConcurrentHashMap<>();

    /** What the store of a name holds, for a test that looks at it or puts something there. */
    NavigableMap<Bytes, byte[]> content(String name) {
        return contents.computeIfAbsent(name, none -> new ConcurrentSkipListMap<>());
    }

    java.util.Set<String> names() {
        return contents.keySet();
    }

    public KeyValueBytesStoreSupplier supplier(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new Lasting(name, content(name));
            }

            @Override
            public String metricsScope() {
                return "lasting";
            }
        };
    }

    private static final class Lasting implements KeyValueStore<Bytes, byte[]> {
        private final String name;
        private final NavigableMap<Bytes, byte[]> content;
        private boolean open;

        Lasting(String name, NavigableMap<Bytes, byte[]> content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(root, (key, value) -> put(Bytes.wrap(key), value));
            open = true;
        }

        @Override
        public byte[] get(Bytes key) {
            return content.get(key);
        }

        @Override
        public void put(Bytes key, byte[] value) {
            if (value == null) {
                content.remove(key);
            } else {
                content.put(key, value);
            }
        }

        @Override
        public byte[] putIfAbsent(Bytes key, byte[] value) {
            return content.putIfAbsent(key, value);
        }

        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
            entries.forEach(entry -> put(entry.key, entry.value));
        }

        @Override
        public byte[] delete(Bytes key) {
            return content.remove(key);
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            NavigableMap<Bytes, byte[]> part = from == null ? content : content.tailMap(from, true);
            return iterator(to == null ? part : part.headMap(to, true));
        }

        @Override
        public KeyValueIterator<Bytes, byte[]> all() {
            return iterator(content);
        }

        @Override
        public <S extends org.apache.kafka.common.serialization.Serializer<P>, P>
                KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
            Bytes from = Bytes.wrap(serializer.serialize(null, prefix));
            Bytes to = Bytes.increment(from);
            return iterator(content.subMap(from, true, to, false));
        }

        private static KeyValueIterator<Bytes, byte[]> iterator(NavigableMap<Bytes, byte[]> entries) {
            NavigableMap<Bytes, byte[]> rest = new TreeMap<>(entries);
            return new KeyValueIterator<>() {
                @Override
                public void close() {}

                @Override
                public Bytes peekNextKey() {
                    return rest.firstKey();
                }

                @Override
                public boolean hasNext() {
                    return !rest.isEmpty();
                }

                @Override
                public KeyValue<Bytes, byte[]> next() {
                    var entry = rest.pollFirstEntry();
                    return KeyValue.pair(entry.getKey(), entry.getValue());
                }
            };
        }

        @Override
        public long approximateNumEntries() {
            return content.size();
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public Position getPosition() {
            return Position.emptyPosition();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
