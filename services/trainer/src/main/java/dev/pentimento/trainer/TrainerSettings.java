package dev.pentimento.trainer;

import static dev.pentimento.platform.settings.Setting.choice;
import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.flag;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.longInteger;
import static dev.pentimento.platform.settings.Setting.share;
import static dev.pentimento.platform.settings.Setting.text;

import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.platform.trust.SigningKey;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.trainer.retraining.RetrainingSettings;
import dev.pentimento.trainer.stages.PromotionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the trainer.
 *
 * @param reservoir largest number of labelled images in the reservoir
 * @param seed seed of the trainings
 * @param pruneAfter how long a version must have been retired or rejected before its files are deleted
 * @param signingKey signs the versions that the trainer trains
 */
public record TrainerSettings(
        PromotionSettings promotion,
        RetrainingSettings retraining,
        int reservoir,
        long seed,
        Duration pruneAfter,
        Optional<SigningKey> signingKey) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Trainer");

    private static final Setting<Promotion> PROMOTION = DEFINITION.add(choice(
            "trainer.promotion",
            Promotion.MANUAL,
            "What promotes, rejects and rolls back versions. `manual`: only commands. `automatic`: evidence too."));
    private static final Setting<Double> PROMOTION_LEVEL = DEFINITION.add(share(
            "trainer.promotion.level",
            0.05,
            false,
            "Largest probability that automatic promotions, all together, ever promote a version that does not help."));
    private static final Setting<Long> PROMOTION_MIN_LABELS = DEFINITION.add(longInteger(
            "trainer.promotion.min.labels",
            200,
            1,
            "Smallest number of labelled images on which an automatic promotion, rejection or rollback may rest."));
    private static final Setting<Boolean> RETRAIN_ON_DRIFT = DEFINITION.add(flag(
            "trainer.retrain.on.drift",
            true,
            "Whether a drift alarm starts a training on the images since the drift began."));
    private static final Setting<Boolean> RETRAIN_ON_HURTS = DEFINITION.add(flag(
            "trainer.retrain.on.hurts",
            true,
            "Whether a training starts when the verdict on the champion's correction becomes `HURTS`."));
    private static final Setting<Long> RETRAIN_EVERY_LABELS = DEFINITION.add(longInteger(
            "trainer.retrain.every.labels",
            0,
            0,
            "Number of new labels after which a training starts. `0`: labels alone start none."));
    private static final Setting<Integer> RETRAIN_MIN_LABELS = DEFINITION.add(integer(
            "trainer.retrain.min.labels",
            800,
            RetrainingSettings.FEWEST_LABELS,
            Integer.MAX_VALUE,
            "Smallest number of labelled images for an automatic training. After drift, only images since it"
                    + " began count."));
    private static final Setting<Duration> RETRAIN_COOL_DOWN = DEFINITION.add(duration(
                    "trainer.retrain.cool.down",
                    "PT10M",
                    "PT0S",
                    "Time after a training before another automatic training starts.")
            .formerlyMillis("trainer.retrain.cool.down.ms"));
    private static final Setting<Boolean> RETRAIN_CLASSIFIER = DEFINITION.add(flag(
            "trainer.retrain.classifier",
            false,
            "Whether each training also trains the classifier further, as a second candidate."));
    private static final Setting<Integer> RESERVOIR_SIZE = DEFINITION.add(integer(
            "trainer.reservoir.size",
            20_000,
            RetrainingSettings.FEWEST_LABELS,
            10_000_000,
            "Largest number of labelled images that the trainer remembers. A full reservoir evicts from the"
                    + " largest class."));
    private static final Setting<Long> SEED =
            DEFINITION.add(longInteger("trainer.seed", 1, Long.MIN_VALUE, "Seed of the trainings."));
    private static final Setting<Duration> PRUNE_AFTER = DEFINITION.add(duration(
            "trainer.prune.after",
            "P60D",
            "PT0S",
            "How long a version must have been retired or rejected until files that only it uses are deleted. Not less than"
                    + " `topic.retention.embeddings`, or embeddings in the log may wait for its networks. The five latest"
                    + " retired versions keep theirs."));
    private static final Setting<String> SIGNING_KEY = DEFINITION.add(text(
            "trainer.signing.key.file",
            "",
            ".*",
            "any",
            "File with the Ed25519 private key, PKCS #8 as PEM, that signs the versions which the trainer trains. Its public"
                    + " key must be in `model.trusted.keys`, if there are keys. Empty: versions are not signed."));

    private enum Promotion {
        MANUAL,
        AUTOMATIC
    }

    /** @throws SettingsException that names an unknown or invalid setting */
    public static TrainerSettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        int minLabels = values.get(RETRAIN_MIN_LABELS);
        int reservoir = values.get(RESERVOIR_SIZE);
        long everyLabels = values.get(RETRAIN_EVERY_LABELS);
        requireHeld(RETRAIN_MIN_LABELS, minLabels, reservoir);
        requireHeld(RETRAIN_EVERY_LABELS, everyLabels, reservoir);
        return new TrainerSettings(
                new PromotionSettings(
                        values.get(PROMOTION) == Promotion.AUTOMATIC,
                        values.get(PROMOTION_LEVEL),
                        values.get(PROMOTION_MIN_LABELS)),
                new RetrainingSettings(
                        values.get(RETRAIN_ON_DRIFT),
                        values.get(RETRAIN_ON_HURTS),
                        everyLabels,
                        minLabels,
                        values.get(RETRAIN_COOL_DOWN),
                        values.get(RETRAIN_CLASSIFIER)),
                reservoir,
                values.get(SEED),
                values.get(PRUNE_AFTER),
                signingKey(values.get(SIGNING_KEY)));
    }

    private static Optional<SigningKey> signingKey(String file) {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(SigningKey.read(Path.of(file)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(SIGNING_KEY + ": " + e.getMessage());
        }
    }

    /** @throws SettingsException if no service would load the versions that the trainer trains */
    void require(VersionTrust trust) {
        if (trust.demandsSignature() && signingKey.isEmpty()) {
            throw new SettingsException("model.trusted.keys requires signed versions, but " + SIGNING_KEY
                    + " is empty: no service would load what the trainer trains; make a key for the trainer and add its"
                    + " public key to model.trusted.keys");
        }
        if (trust.demandsSignature() && !trust.accepts(signingKey.orElseThrow())) {
            throw new SettingsException(SIGNING_KEY + " is " + signingKey.orElseThrow()
                    + ", but its public key is not in model.trusted.keys: no service would load what the trainer"
                    + " trains");
        }
    }

    private static void requireHeld(Setting<?> setting, long labels, int reservoir) {
        if (labels > reservoir) {
            throw new SettingsException(setting + " is " + labels + ", but " + RESERVOIR_SIZE + " is only " + reservoir
                    + ": the reservoir never holds so many labels");
        }
    }
}
