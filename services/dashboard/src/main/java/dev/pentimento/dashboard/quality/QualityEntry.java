package dev.pentimento.dashboard.quality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The quality of every arm in one window, or since a version became champion, in which case the window has no start.
 *
 * @param window without its arms; figures by class are kept only for the time since the version became champion
 */
public record QualityEntry(
        @JsonUnwrapped @JsonIgnoreProperties("arms") QualityWindow window, List<ArmEntry> arms) {
    private static final double USUAL_LEVEL = 0.05;

    static QualityEntry of(QualityWindow window) {
        boolean byClass = window.getWindowStart() == null;
        double level = level(window);
        // A builder from another window would copy its matrices, which are millions of numbers with a thousand classes.
        QualityWindow kept = QualityWindow.newBuilder()
                .setModelVersion(window.getModelVersion())
                .setSlice(window.getSlice())
                .setWindowStart(window.getWindowStart())
                .setWindowEnd(window.getWindowEnd())
                .setRevision(window.getRevision())
                .setImages(window.getImages())
                .setLabelled(window.getLabelled())
                .setClasses(byClass ? window.getClasses() : List.of())
                .setArms(List.of())
                .setComparisons(window.getComparisons().stream()
                        .map(comparison -> kept(comparison, byClass))
                        .toList())
                .build();
        return new QualityEntry(
                kept,
                window.getArms().stream()
                        .map(arm -> ArmEntry.of(arm, level, byClass))
                        .toList());
    }

    /** Supplies a reason for a verdict that is held back, since early releases did not write one. */
    private static Comparison kept(Comparison comparison, boolean byClass) {
        Comparison.Builder kept = Comparison.newBuilder(comparison)
                .setHeldBackReason(
                        comparison.getHeldBack()
                                ? Objects.requireNonNullElse(
                                        comparison.getHeldBackReason(), "the reason was not recorded")
                                : null);
        if (!byClass) {
            kept.setLabelledByClass(List.of()).setHelpedByClass(List.of()).setHurtByClass(List.of());
        }
        return kept.build();
    }

    /** The confidence level of the window's verdicts. */
    static double level(QualityWindow window) {
        return window.getComparisons().stream()
                .mapToDouble(Comparison::getLevel)
                .findFirst()
                .orElse(USUAL_LEVEL);
    }

    public Optional<ArmEntry> arm(Arm arm) {
        return arms.stream().filter(entry -> arm.is(entry.quality().getArm())).findFirst();
    }

    /** The same figures without those by class. */
    public QualityEntry withoutClasses() {
        return new QualityEntry(
                QualityWindow.newBuilder(window)
                        .setClasses(List.of())
                        .setComparisons(comparisons())
                        .build(),
                arms.stream().map(ArmEntry::withoutClasses).toList());
    }

    /** The comparisons without figures by class. */
    public List<Comparison> comparisons() {
        return window.getComparisons().stream()
                .map(comparison -> kept(comparison, false))
                .toList();
    }

    /** The comparison in which this arm is the challenger, without figures by class. */
    public Optional<Comparison> against(Arm challenger) {
        return comparisons().stream()
                .filter(comparison -> challenger.is(comparison.getChallenger()))
                .findFirst();
    }
}
