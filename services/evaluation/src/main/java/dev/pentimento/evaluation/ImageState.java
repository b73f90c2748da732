package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** What is known under one image id. Times are of the stream: the latest timestamp that its task had seen. */
sealed interface ImageState {
    /** Since when it is known. */
    long sinceMillis();

    /** Labels whose image has not come yet, in their order. */
    record Waiting(long sinceMillis, List<LabelArrival> labels) implements ImageState {
        public Waiting {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The latest image of this id.
     *
     * @param revision how many labels it has had; 0: none yet
     * @param label index of its class among the line-up's, {@link #UNLABELLED} if it has none now
     */
    record Judged(long sinceMillis, JudgedImage image, int revision, int label) implements ImageState {}

    /** An image whose time for labels is over. */
    record Expired(long sinceMillis) implements ImageState {}

    int UNLABELLED = -1;

    int WAITING = 1;
    int JUDGED = 2;
    int EXPIRED = 3;

    /** @param lineUps gives the number under which a line-up is stored */
    default byte[] toBytes(ToIntFunction<LineUp> lineUps) {
        Packer packer = new Packer();
        if (this instanceof Waiting waiting) {
            packer.raw(WAITING).number(sinceMillis()).number(waiting.labels().size());
            waiting.labels().forEach(label -> label.write(packer));
        } else if (this instanceof Judged judged) {
            packer.raw(JUDGED).number(sinceMillis()).number(judged.revision()).number(judged.label());
            packer.number(lineUps.applyAsInt(judged.image().lineUp()));
            judged.image().write(packer);
        } else {
            packer.raw(EXPIRED).number(sinceMillis());
        }
        return packer.toBytes();
    }

    static ImageState fromBytes(byte[] bytes, String id, LineUps lineUps) {
        Unpacker unpacker = new Unpacker(bytes);
        int kind = unpacker.raw();
        long since = unpacker.number();
        return switch (kind) {
            case WAITING -> new Waiting(since, labels(unpacker));
            case JUDGED -> {
                int revision = unpacker.count();
                int label = unpacker.count();
                LineUp lineUp = lineUps.at(unpacker.count());
                yield new Judged(since, JudgedImage.read(unpacker, id, lineUp), revision, label);
            }
            case EXPIRED -> new Expired(since);
            default -> throw new IllegalStateException("unknown kind of state " + kind + " of image " + id);
        };
    }

    private static List<LabelArrival> labels(Unpacker unpacker) {
        int size = unpacker.count();
        List<LabelArrival> labels = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            labels.add(LabelArrival.read(unpacker));
        }
        return labels;
    }
}
