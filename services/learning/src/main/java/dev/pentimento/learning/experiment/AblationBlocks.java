package dev.pentimento.learning.experiment;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionSettings.Terms;
import dev.pentimento.learning.correction.RecipeParts;
import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each part of the recipe is good for: mixed drift, 1,000 labels, one correction without alignment. */
final class AblationBlocks {
    private static final int LABELS = 1_000;
    private static final String GROUP = "ablation: mixed drift, 1,000 labels";

    private AblationBlocks() {}

    static List<Block> of(SeedBench bench, TrainingContext context) {
        return List.of(new Block(GROUP, () -> runs(bench, context)));
    }

    /** From the contrastive term on errors alone to the whole recipe, then the recipe without one part each. */
    private static Map<String, Terms> variants(Terms recipe) {
        Map<String, Terms> variants = new LinkedHashMap<>();
        Terms bare = recipe.withoutNoiseAndDropout();
        variants.put("exemplars, errors only", bare.with(new RecipeParts(false, false, false)));
        variants.put("+ all points", bare.with(new RecipeParts(false, false, true)));
        variants.put("+ cross-entropy", bare.with(new RecipeParts(true, false, true)));
        variants.put("+ replay", bare);
        variants.put("+ dropout and noise: the recipe", recipe);
        variants.put("recipe without the contrastive term", recipe.withContrastiveWeight(0));
        variants.put("recipe without cross-entropy", recipe.with(new RecipeParts(false, true, true)));
        variants.put("recipe without replay", recipe.with(new RecipeParts(true, false, true)));
        variants.put("recipe on errors only", recipe.with(new RecipeParts(true, true, false)));
        return variants;
    }

    private static Block.Made runs(SeedBench bench, TrainingContext context) {
        Lab lab = new Lab(Task.all(bench.classNames()), Head.MLP, bench, context);
        LabelledRows labels = DriftBlocks.labels(bench, Corruption.MIXED, LABELS);
        LabelledRows clean = bench.test();
        Arms arms = lab.arms(GROUP, bench.test(Corruption.MIXED));
        arms.originalOnClean(arms.logits(lab.classifier(), clean.rows()), clean.labels());
        CorrectionSettings single = bench.protocol().drift().withFolds(1).withAlign(false);
        variants(single.terms()).forEach((name, terms) -> {
            var learned = lab.corrections(labels, single.withTerms(terms)).get(0);
            var onClean = arms.corrected(learned.result().trained(), clean.rows());
            double accuracy = arms.balancedAccuracy(arms.logits(lab.classifier(), onClean), clean.labels());
            lab.judge(name, arms, learned, false, Map.of(Run.ON_CLEAN, accuracy));
        });
        return arms.withoutMaps();
    }
}
