package dev.pentimento.cli.demo;

import dev.pentimento.cli.demo.DemoReport.Phase;
import dev.pentimento.cli.demo.DemoReport.Scores;
import dev.pentimento.events.Opinion;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.Map;
import java.util.TreeMap;

/** Counts one phase from predictions and labels alone. */
final class PhaseRecount {
    private final Map<String, PerClass> original = new TreeMap<>();
    private final Map<String, PerClass> corrected = new TreeMap<>();
    private String modelVersion = "";
    private long images;
    private long labelled;
    private long helped;
    private long hurt;

    void image(String version) {
        images++;
        modelVersion = version;
    }

    void labelled(String label, Opinion before, Opinion after) {
        labelled++;
        boolean wasRight = count(original, label, before);
        boolean isRight = count(corrected, label, after);
        helped += !wasRight && isRight ? 1 : 0;
        hurt += wasRight && !isRight ? 1 : 0;
    }

    Phase phase(String name, VerdictRule rule) {
        return new Phase(
                name,
                images,
                labelled,
                modelVersion,
                scores(original),
                scores(corrected),
                helped,
                hurt,
                rule.judge(labelled, helped, hurt).outcome().name());
    }

    private static boolean count(Map<String, PerClass> classes, String label, Opinion opinion) {
        PerClass truth = classes.computeIfAbsent(label, name -> new PerClass());
        PerClass said = classes.computeIfAbsent(opinion.getLabel(), name -> new PerClass());
        boolean right = label.equals(opinion.getLabel());
        truth.actual++;
        said.predicted++;
        truth.right += right ? 1 : 0;
        return right;
    }

    private static Scores scores(Map<String, PerClass> classes) {
        long total = classes.values().stream().mapToLong(each -> each.actual).sum();
        long right = classes.values().stream().mapToLong(each -> each.right).sum();
        double recall = classes.values().stream()
                .filter(each -> each.actual > 0)
                .mapToDouble(each -> (double) each.right / each.actual)
                .average()
                .orElse(0);
        double f1 = classes.values().stream()
                .mapToDouble(each -> 2.0 * each.right / (each.actual + each.predicted))
                .average()
                .orElse(0);
        return new Scores(total == 0 ? 0 : (double) right / total, recall, f1);
    }

    private static final class PerClass {
        private long actual;
        private long predicted;
        private long right;
    }
}
