package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.crashes.CrashMarks;
import dev.pentimento.evaluation.crashes.Place;
import dev.pentimento.evaluation.judging.BatchAnswer.Crashing;
import dev.pentimento.evaluation.judging.BatchAnswer.Unanswered;
import dev.pentimento.evaluation.opinions.JudgedRows;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Judges a batch after writing a mark. If the process has crashed on it before, each image is judged alone, and those
 * on which it crashed again are left out.
 */
record WatchedJudging(CrashMarks marks, BatchJudging judging) {
    /**
     * @param batch place of the batch
     * @param images of the batch
     * @param timed runs a pass of the networks, and may measure its time
     * @throws dev.pentimento.serving.faults.MachineFaultException if no image is at fault
     */
    List<BatchAnswer> answers(Place batch, int images, Function<Supplier<JudgedRows>, JudgedRows> timed) {
        if (!marks.tooOften(batch)) {
            return marks.during(batch, () -> judging.answers(timed));
        }
        List<BatchAnswer> answers = IntStream.range(0, images)
                .mapToObj(row -> alone(batch.image(row), timed))
                .toList();
        if (answers.stream().anyMatch(Unanswered.class::isInstance)) {
            judging.requireWorking();
        }
        return answers;
    }

    private BatchAnswer alone(Place image, Function<Supplier<JudgedRows>, JudgedRows> timed) {
        return marks.tooOften(image)
                ? new Crashing(image.image(), marks.ends(image))
                : marks.during(image, () -> judging.alone(image.image(), timed));
    }
}
