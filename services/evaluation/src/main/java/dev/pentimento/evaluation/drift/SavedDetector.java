package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.StoredHarm;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.serving.judges.Reference;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stored form of a detector: its whole state, a step since, or the check for harm. */
sealed interface SavedDetector {
    /**
     * A whole state.
     *
     * @param states how many whole states were written before
     */
    record Whole(long states, SliceState drift) implements SavedDetector {}

    /** The check for harm. */
    record Harm(StoredHarm watch) implements SavedDetector {}

    /**
     * A step.
     *
     * @param states how many whole states were written before: steps after an earlier state are included in a later one
     * @param counts as returned by {@code DriftCounts.toArray()}
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    record Step(long states, long[] counts, long lastMillis, List<String> examples, Map<String, Long> sources)
            implements SavedDetector {
        static Step of(long states, DriftStep step) {
            return new Step(states, step.counts().toArray(), step.lastMillis(), step.examples(), step.sources());
        }

        /** @throws IllegalArgumentException if the counts belong to another reference */
        DriftStep counted(Reference reference) {
            return new DriftStep(reference.drift().counts(counts), lastMillis, examples, sources);
        }
    }

    int WHOLE = 1;
    int STEP = 2;
    int HARM = 3;

    /**
     * Format {@value VersionedFormat#FIRST} begins with the kind. Without a format byte, there are four layouts: a
     * whole state and a step, with and without sources. A whole state is recognised by its detector, which begins with
     * zeros where a step has the distance to the first count.
     */
    VersionedFormat<SavedDetector> FORMAT = VersionedFormat.of(
                    VersionedFormat.FIRST, SavedDetector::write, SavedDetector::read)
            .readsWithoutFormat(unpacker -> wholeWithoutFormat(unpacker, true))
            .readsWithoutFormat(unpacker -> wholeWithoutFormat(unpacker, false))
            .readsWithoutFormat(unpacker -> step(unpacker, true))
            .readsWithoutFormat(unpacker -> step(unpacker, false));

    private static void write(SavedDetector saved, Packer packer) {
        if (saved instanceof Harm harm) {
            harm.watch().write(packer.raw(HARM));
        } else if (saved instanceof Whole whole) {
            whole.drift().write(packer.raw(WHOLE).number(whole.states()));
        } else if (saved instanceof Step step) {
            packer.raw(STEP)
                    .number(step.states())
                    .sparse(step.counts())
                    .number(step.lastMillis())
                    .texts(step.examples())
                    .number(step.sources().size());
            step.sources().forEach((source, images) -> packer.text(source).number(images));
        }
    }

    private static SavedDetector read(Unpacker unpacker) {
        int kind = unpacker.raw();
        if (kind == WHOLE) {
            return new Whole(unpacker.number(), SliceState.read(unpacker));
        }
        if (kind == STEP) {
            return step(unpacker, true);
        }
        if (kind == HARM) {
            return new Harm(StoredHarm.read(unpacker));
        }
        throw new IllegalArgumentException("neither a state, a step nor a check for harm: " + kind);
    }

    private static SavedDetector step(Unpacker unpacker, boolean withSources) {
        return new Step(
                unpacker.number(),
                unpacker.sparse(),
                unpacker.number(),
                unpacker.texts(),
                withSources ? sources(unpacker) : Map.of());
    }

    private static Map<String, Long> sources(Unpacker unpacker) {
        Map<String, Long> sources = new TreeMap<>();
        for (int left = unpacker.count(); left > 0; left--) {
            sources.put(unpacker.text(), unpacker.number());
        }
        return sources;
    }

    private static SavedDetector wholeWithoutFormat(Unpacker unpacker, boolean withSources) {
        long states = unpacker.number();
        int length = unpacker.count();
        if (length != unpacker.left()) {
            throw new IllegalArgumentException("no whole state");
        }
        return new Whole(states, SliceState.readWithoutFormat(unpacker, withSources));
    }
}
