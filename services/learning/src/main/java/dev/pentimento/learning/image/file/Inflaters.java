package dev.pentimento.learning.image.file;

import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Keeps one inflater per thread: creating and ending one costs more than inflating a small image. */
final class Inflaters {
    private static final ThreadLocal<@Nullable Inflater> SPARE = new ThreadLocal<>();

    private Inflaters() {}

    /** An inflater of this thread only, as new. */
    static Inflater take() {
        Inflater spare = SPARE.get();
        if (spare == null) {
            return new Inflater();
        }
        SPARE.set(null);
        return spare;
    }

    /** Keeps nothing of the input or the output. */
    static void giveBack(Inflater inflater) {
        inflater.reset();
        Inflater spare = SPARE.get();
        if (spare != null) {
            spare.end();
        }
        SPARE.set(inflater);
    }
}
