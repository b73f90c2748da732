package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionSettings.Terms;
import dev.pentimento.learning.correction.RecipeParts;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.experiment.input.ImageInputs;
import dev.pentimento.learning.experiment.input.Part;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each part of the recipe contributes: mixed drift, 1,000 labels, one correction without alignment. */
public final class AblationRunGroups {
    private static final int LABELS = 1_000;
    private static final String GROUP = "ablation: mixed drift, 1,000 labels";

    private AblationRunGroups() {}

    public static List<RunGroup> of(ImageInputs inputs, TrainingContext context) {
        return List.of(new RunGroup(GROUP, () -> runs(inputs, context)));
    }

    /**
     * From the contrastive term on errors alone to the whole recipe, then the recipe with one part left out at a time.
     */
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

    private static RunGroup.Made runs(ImageInputs inputs, TrainingContext context) {
        TaskTraining training = new TaskTraining(Task.all(inputs.classNames()), Head.MLP, inputs, context);
        LabelledRows labels = DriftRunGroups.labels(inputs, Corruption.MIXED, LABELS);
        LabelledRows clean = inputs.rows(Part.TEST);
        ArmJudge arms = training.arms(GROUP, inputs.test(Corruption.MIXED));
        arms.originalOnClean(arms.logits(training.classifier(), clean.rows()), clean.labels());
        CorrectionSettings single = inputs.protocol().drift().withFolds(1).withAlign(false);
        variants(single.terms()).forEach((name, terms) -> {
            var learned = training.corrections(labels, single.withTerms(terms)).get(0);
            var onClean = arms.corrected(learned.result().trained(), clean.rows());
            double accuracy = arms.balancedAccuracy(arms.logits(training.classifier(), onClean), clean.labels());
            training.judge(name, arms, learned, false, Map.of(ArmResult.ON_CLEAN, accuracy));
        });
        return arms.withoutMaps();
    }
}
