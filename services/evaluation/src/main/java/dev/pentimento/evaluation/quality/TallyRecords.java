package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Packs changes into records of {@link TallyChange#FORMAT}, several in each, up to a size limit. */
public final class TallyRecords {
    /** Well below the 1 MB that brokers accept by default. */
    private static final int RECORD_BYTES = 256 * 1024;

    private final Map<String, List<byte[]>> full = new TreeMap<>();
    private final Map<String, Packer> open = new TreeMap<>();

    public void add(TallyKey key, QualityTally change) {
        Packer packer = open.computeIfAbsent(key.version(), version -> TallyChange.FORMAT.begin());
        key.write(packer);
        change.write(packer);
        if (packer.size() > RECORD_BYTES) {
            close(key.version(), packer);
            open.remove(key.version());
        }
    }

    private void close(String version, Packer packer) {
        full.computeIfAbsent(version, none -> new ArrayList<>()).add(packer.toBytes());
    }

    /** The records, by the version whose images they contain. */
    public Map<String, List<byte[]>> finish() {
        open.forEach(this::close);
        open.clear();
        return full;
    }
}
