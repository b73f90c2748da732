package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions in the stream: they convert image counts into times and examples. All of the latest batches are kept. Older
 * ones become sparser in proportion to their age, about eleven per doubling of the age, so that the beginning of a drift
 * is found to within an eighth of its age, however far back it lies.
 */
final class StreamMarks {
    private static final int LATEST = 64;
    private static final int PARTS_OF_AGE = 8;
    private static final int EXAMPLES = 8;

    private final List<Mark> marks = new ArrayList<>();

    /**
     * The time of the stream after this many images.
     *
     * @param examples images from that position
     * @param sources the result of {@link SourceMix#mark} at that position
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Mark(long images, long millis, List<String> examples, long[] sources) {
        Mark with(long[] counted) {
            return new Mark(images, millis, examples, counted);
        }

        void write(Packer packer) {
            packer.number(images).number(millis).texts(examples).sparse(sources);
        }

        static Mark read(Unpacker unpacker) {
            return readWithoutSources(unpacker).with(unpacker.sparse());
        }

        static Mark readWithoutSources(Unpacker unpacker) {
            return new Mark(unpacker.number(), unpacker.number(), unpacker.texts(), new long[] {0});
        }
    }

    void add(Mark mark) {
        marks.add(mark);
        for (int i = marks.size() - 1 - LATEST; i > 0; i--) {
            long before = marks.get(i - 1).images();
            long gap = marks.get(i + 1).images() - before;
            if (PARTS_OF_AGE * gap <= mark.images() - before) {
                marks.remove(i);
            }
        }
    }

    void addAll(List<Mark> saved) {
        marks.addAll(saved);
    }

    List<Mark> all() {
        return List.copyOf(marks);
    }

    Mark lastBefore(long image) {
        Mark last = marks.get(0);
        for (Mark mark : marks) {
            if (mark.images() <= image) {
                last = mark;
            }
        }
        return last;
    }

    List<String> examplesFrom(long image) {
        List<String> examples = new ArrayList<>();
        for (Mark mark : marks) {
            if (mark.images() >= image && examples.size() < EXAMPLES) {
                examples.addAll(mark.examples());
            }
        }
        if (examples.isEmpty()) {
            examples.addAll(marks.get(marks.size() - 1).examples());
        }
        return examples.subList(0, Math.min(EXAMPLES, examples.size()));
    }
}
