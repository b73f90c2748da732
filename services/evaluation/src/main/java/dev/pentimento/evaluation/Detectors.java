package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.statistics.drift.DriftCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of a task, in memory, and what brings them back bit for bit: each one's whole state, written now and
 * then, and the steps since. A step is written before its record counts as consumed, and is a hundredth of the state.
 */
final class Detectors {
    private static final int STEPS_BETWEEN_STATES = 64;

    private final KeyValueStore<byte[], byte[]> store;
    private final Map<String, Live> live = new HashMap<>();

    Detectors(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    private static final class Live {
        private final SliceDrift drift;
        /** How many whole states were written: steps of an earlier one are part of this one. */
        private long states;

        private int steps;

        Live(SliceDrift drift) {
            this.drift = drift;
        }
    }

    /**
     * What one batch brings to one slice.
     *
     * @param lastMillis latest timestamp of an image's record
     * @param examples a few of the images
     * @param sources images by source, of sources that are told apart; none within a source
     */
    record Step(DriftCounts counts, long lastMillis, List<String> examples, Map<String, Long> sources) {
        byte[] toBytes(long states) {
            Packer packer = new Packer()
                    .number(states)
                    .sparse(counts.toArray())
                    .number(lastMillis)
                    .number(examples.size());
            examples.forEach(packer::text);
            packer.number(sources.size());
            sources.forEach((source, images) -> packer.text(source).number(images));
            return packer.toBytes();
        }

        static Step read(Unpacker unpacker, Reference reference) {
            DriftCounts counts = reference.drift().counts(unpacker.sparse());
            long last = unpacker.number();
            List<String> examples = new ArrayList<>();
            for (int left = unpacker.count(); left > 0; left--) {
                examples.add(unpacker.text());
            }
            Map<String, Long> sources = new TreeMap<>();
            // Steps of before sources were named end here.
            for (int left = unpacker.finished() ? 0 : unpacker.count(); left > 0; left--) {
                sources.put(unpacker.text(), unpacker.number());
            }
            return new Step(counts, last, examples, sources);
        }
    }

    /** @return whether an alarm was raised or resolved */
    boolean step(Reference reference, String slice, double runLength, Step step) {
        Live detector = live(reference, slice, runLength);
        boolean told = take(detector, step);
        if (detector.steps < STEPS_BETWEEN_STATES) {
            store.put(stepKey(reference, slice, detector.steps), step.toBytes(detector.states));
            detector.steps++;
        } else {
            detector.states++;
            detector.steps = 0;
            byte[] state = new Packer()
                    .number(detector.states)
                    .bytes(detector.drift.toBytes())
                    .toBytes();
            store.put(stateKey(reference, slice).toBytes(), state);
        }
        return told;
    }

    SliceDrift of(Reference reference, String slice, double runLength) {
        return live(reference, slice, runLength).drift;
    }

    private Live live(Reference reference, String slice, double runLength) {
        return live.computeIfAbsent(reference.id() + "|" + slice, none -> restore(reference, slice, runLength));
    }

    private Live restore(Reference reference, String slice, double runLength) {
        Live detector = lastState(store.get(stateKey(reference, slice).toBytes()), reference, runLength);
        while (detector.steps < STEPS_BETWEEN_STATES) {
            byte[] saved = store.get(stepKey(reference, slice, detector.steps));
            if (saved == null) {
                break;
            }
            Unpacker unpacker = new Unpacker(saved);
            if (unpacker.number() != detector.states) {
                break; // the state is newer
            }
            take(detector, Step.read(unpacker, reference));
            detector.steps++;
        }
        return detector;
    }

    private static Live lastState(byte @Nullable [] saved, Reference reference, double runLength) {
        if (saved == null) {
            return new Live(new SliceDrift(reference.drift().histograms(), runLength));
        }
        Unpacker unpacker = new Unpacker(saved);
        long states = unpacker.number();
        Live detector = new Live(SliceDrift.fromBytes(reference.drift().histograms(), unpacker.bytes()));
        detector.states = states;
        return detector;
    }

    private static boolean take(Live detector, Step step) {
        return detector.drift.step(step);
    }

    private static Packer stateKey(Reference reference, String slice) {
        return new Packer().text(reference.id()).text(slice);
    }

    private static byte[] stepKey(Reference reference, String slice, int step) {
        return stateKey(reference, slice).number(step).toBytes();
    }
}
