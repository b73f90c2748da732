package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.joining.ImageState.Expired;
import dev.pentimento.evaluation.joining.ImageState.Judged;
import dev.pentimento.evaluation.joining.ImageState.Waiting;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of an image id in its stored form. A line-up is stored as a number, and the image's opinions can be read
 * only with the line-up. A judged image therefore stays packed until its line-up is known.
 */
sealed interface StoredImage {
    /** Labels that wait, or an expired image: there is no line-up. */
    record Plain(ImageState state) implements StoredImage {}

    /**
     * A judged image.
     *
     * @param lineUp number of its line-up
     * @param image everything but its id and its line-up
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Packed(long sinceMillis, int revision, int label, LabelKinds kinds, int lineUp, byte[] image)
            implements StoredImage {
        /** Whether its labels are all of those kinds that former releases knew. */
        private boolean withoutRequests() {
            return kinds.equals(LabelKinds.withoutRequests(revision));
        }
    }

    VersionedFormat<StoredImage> FORMAT = VersionedFormat.first(StoredImage::write, StoredImage::read);

    int WAITING = 1;
    int JUDGED = 2;
    int EXPIRED = 3;
    /** Kinds that former releases do not know. */
    int JUDGED_WITH_KINDS = 4;

    int WAITING_WITH_ANSWERS = 5;

    /** @param lineUps returns the number of a line-up */
    static StoredImage of(ImageState state, ToIntFunction<LineUp> lineUps) {
        if (!(state instanceof Judged judged)) {
            return new Plain(state);
        }
        Packer image = new Packer();
        judged.image().write(image);
        judged.image().writeTrace(image);
        return new Packed(
                judged.sinceMillis(),
                judged.revision(),
                judged.label(),
                judged.kinds(),
                lineUps.applyAsInt(judged.image().lineUp()),
                image.toBytes());
    }

    /** @param lineUps returns the line-up with a number */
    default ImageState state(String id, IntFunction<LineUp> lineUps) {
        if (this instanceof Packed packed) {
            Unpacker unpacker = new Unpacker(packed.image());
            JudgedImage image = JudgedImage.read(unpacker, id, lineUps.apply(packed.lineUp()))
                    .readTrace(unpacker);
            return new Judged(packed.sinceMillis(), image, packed.revision(), packed.label(), packed.kinds());
        }
        return ((Plain) this).state();
    }

    private static void write(StoredImage stored, Packer packer) {
        if (stored instanceof Packed packed) {
            if (packed.withoutRequests()) {
                packer.raw(JUDGED);
            } else {
                packer.raw(JUDGED_WITH_KINDS).raw(packed.kinds().bits());
            }
            packer.number(packed.sinceMillis())
                    .number(packed.revision())
                    .number(packed.label())
                    .number(packed.lineUp())
                    .rest(packed.image());
        } else if (stored instanceof Plain plain && plain.state() instanceof Waiting waiting) {
            boolean answers = waiting.labels().stream().anyMatch(LabelArrival::answersRequest);
            packer.raw(answers ? WAITING_WITH_ANSWERS : WAITING)
                    .number(waiting.sinceMillis())
                    .list(waiting.labels(), answers ? LabelArrival::writeAnswer : LabelArrival::write);
        } else if (stored instanceof Plain plain) {
            packer.raw(EXPIRED).number(plain.state().sinceMillis());
        }
    }

    private static StoredImage read(Unpacker unpacker) {
        int kind = unpacker.raw();
        LabelKinds kinds = kind == JUDGED_WITH_KINDS ? LabelKinds.ofBits(unpacker.raw()) : null;
        long since = unpacker.number();
        return switch (kind) {
            case WAITING -> new Plain(new Waiting(since, unpacker.list(LabelArrival::read)));
            case WAITING_WITH_ANSWERS -> new Plain(new Waiting(since, unpacker.list(LabelArrival::readAnswer)));
            case JUDGED, JUDGED_WITH_KINDS -> packed(unpacker, since, kinds);
            case EXPIRED -> new Plain(new Expired(since));
            default -> throw new IllegalArgumentException("there is no kind " + kind + " of an image's state");
        };
    }

    private static Packed packed(Unpacker unpacker, long since, @Nullable LabelKinds kinds) {
        int revision = unpacker.count();
        LabelKinds all = kinds == null ? LabelKinds.withoutRequests(revision) : kinds;
        return new Packed(since, revision, unpacker.count(), all, unpacker.count(), unpacker.rest());
    }
}
