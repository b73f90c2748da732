package dev.pentimento.learning.experiment;

import dev.pentimento.learning.correction.Alignment;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How much of what a drift costs do some hundred labels bring back? Beside the rivals, and with the price on clean images. */
final class DriftBlocks {
    private static final int MOST = 2_000;
    private static final int USUAL = 1_000;
    private static final int FEW = 200;
    private static final int PARTS_OF_SINGLE = 5;

    private DriftBlocks() {}

    static List<Block> of(SeedBench bench, TrainingContext context) {
        List<Block> blocks = new ArrayList<>();
        for (int labels : new int[] {FEW, USUAL, MOST}) {
            blocks.add(block(Corruption.MIXED, labels, bench, context));
        }
        for (Corruption single : List.of(Corruption.CONTRAST, Corruption.ROTATION, Corruption.NOISE, Corruption.BLUR)) {
            blocks.add(block(single, USUAL, bench, context));
        }
        return blocks;
    }

    static Block block(Corruption corruption, int labels, SeedBench bench, TrainingContext context) {
        String group = String.format(Locale.ROOT, "%s drift, %,d labels", corruption, labels);
        return new Block(group, () -> new Drifted(group, corruption, labels, bench, context).runs());
    }

    static LabelledRows labels(SeedBench bench, Corruption corruption, int labels) {
        LabelledRows most = bench.labels(corruption, MOST);
        return most.select(IntStream.range(0, Math.min(labels, most.size())).toArray());
    }

    /** One drift and number of labels. */
    private static final class Drifted {
        private final SeedBench bench;
        private final Lab lab;
        private final LabelledRows labels;
        private final LabelledRows clean;
        private final Arms arms;

        Drifted(String group, Corruption corruption, int labels, SeedBench bench, TrainingContext context) {
            Task task = Task.all(bench.classNames());
            this.bench = bench;
            this.lab = new Lab(task, Head.MLP, bench, context);
            this.labels = labels(bench, corruption, labels);
            this.clean = bench.test();
            this.arms = lab.arms(group, bench.test(corruption));
            arms.originalOnClean(arms.logits(lab.classifier(), clean.rows()), clean.labels());
        }

        Block.Made runs() {
            CorrectionSettings single = bench.protocol().drift().withFolds(1);
            lab.corrections(labels, single).forEach(each -> judge(named("single", each), each, false));
            List<Lab.Learned<TrainedCorrection>> bags =
                    lab.corrections(labels, bench.protocol().drift());
            bags.forEach(each -> judge(named("bag of four", each), each, false));
            judge("chosen", Lab.chosen(bags), false);
            judge("chosen, after acceptance", Lab.chosen(bags), true);
            rivals();
            return arms.made(Lab.chosen(bags).result().trained());
        }

        private static String named(String arm, Lab.Learned<TrainedCorrection> learned) {
            return learned.result().alignment() == Alignment.Kind.IDENTITY ? arm : "aligned " + arm;
        }

        private void judge(String arm, Lab.Learned<TrainedCorrection> learned, boolean accepting) {
            TrainedCorrection correction = learned.result();
            FloatMatrix corrected = accepting && !correction.accepted()
                    ? clean.rows()
                    : arms.corrected(correction.trained(), clean.rows());
            lab.judge(arm, arms, learned, accepting, onClean(arms.logits(lab.classifier(), corrected)));
        }

        private void rivals() {
            CorrectionSettings settings = bench.protocol().drift();
            int[] folds =
                    labels.folds(PARTS_OF_SINGLE, lab.task().classes().size(), new SplittableRandom(bench.seed()));
            var tuned = lab.fineTuned(
                    labels.select(LabelledRows.inFold(folds, 0, false)),
                    labels.select(LabelledRows.inFold(folds, 0, true)),
                    settings);
            rival("classifier fine-tuned, with replay", tuned);
            rival("classifier retrained on T + labels", lab.retrained(labels));
        }

        private void rival(String arm, Lab.Learned<NetworkFile> rival) {
            lab.judge(arm, arms, rival, onClean(arms.logits(rival.result(), clean.rows())));
        }

        private Map<String, Double> onClean(FloatMatrix logits) {
            return Map.of(Run.ON_CLEAN, arms.balancedAccuracy(logits, clean.labels()));
        }
    }
}
