package dev.pentimento.evaluation.requests;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.statistics.requests.Draw;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.requests.RequestBudget;
import dev.pentimento.statistics.requests.RequestBudget.Past;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Draws the images of one task, in the order in which they are judged. What the probabilities depend on is in a store,
 * which is written in the transaction of the images: after a crash, the same images are drawn again.
 */
public final class LabelDrawing {
    /** Name of the store. */
    public static final String STORE = "label-requests-past";

    private static final KeyFormat<Integer> NUMBERS = new KeyFormat<>(Bytes::ofInt, Bytes::toInt);
    /** A task has one partition, so its store has one entry. */
    private static final int KEY = 0;

    private final RequestBudget budget;
    private final KeyValueStore<Integer, Past> store;
    private Past past;
    private Past saved;

    public LabelDrawing(RequestBudget budget, KeyValueStore<Integer, Past> store) {
        this.budget = budget;
        this.store = store;
        Past known = store.get(KEY);
        past = known == null ? Past.NONE : known;
        saved = past;
    }

    /** The stores that drawing needs. */
    public static Set<StoreBuilder<?>> stores(StoreBuilders stores) {
        return Set.of(stores.cached(STORE, NUMBERS, PastFormat.FORMAT));
    }

    /** The image, with its drawing if it is drawn. */
    public JudgedImage draw(JudgedImage image) {
        boolean flip = isFlip(image.opinions());
        Drawing levels = past.levels();
        Drawing drawing = levels == null ? null : levels.of(flip);
        boolean drawn = drawing != null
                && Draw.draws(
                        drawing, image.image().getPartition(), image.image().getOffset());
        past = budget.after(past, image.timestampMillis(), flip, drawn);
        return drawing != null && drawn ? image.drawn(drawing) : image;
    }

    /** Saves what was learned since the last call. */
    public void save() {
        if (past != saved) {
            store.put(KEY, past);
            saved = past;
        }
    }

    private static boolean isFlip(ArmOpinions opinions) {
        int corrected = Probabilities.best(opinions.corrected());
        return corrected != Probabilities.best(opinions.original())
                || opinions.candidates().stream()
                        .anyMatch(each -> each != null && Probabilities.best(each) != corrected);
    }
}
