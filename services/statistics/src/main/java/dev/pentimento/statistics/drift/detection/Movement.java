package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.detection.DriftAlarm.ClassShift;
import dev.pentimento.statistics.drift.detection.DriftAlarm.ScoreShift;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the scores and classes that moved between the reference and later images. */
record Movement(double size, List<ScoreShift> scores, List<ClassShift> classes) {
    private static final int MOST = 5;
    /** A shift is reported from this number of standard errors. */
    private static final double CLEAR = 3;

    private record Ranked<T>(T shift, double rank) {}

    /** Compares the counts {@code now} with the weights {@code before}, over all bins. */
    static Movement between(HistogramShape shape, List<String> names, double[] before, double[] now) {
        double largest = 0;
        List<Ranked<ScoreShift>> scores = new ArrayList<>();
        for (int h = 0; h < shape.histograms(); h++) {
            double variation = variation(shape, h, before, now);
            largest = Math.max(largest, variation);
            if (h < shape.scores()) {
                scores.add(new Ranked<>(new ScoreShift(names.get(h), variation), excess(shape, h, before, now)));
            }
        }
        return new Movement(largest, top(scores, true), top(classShifts(shape, before, now), false));
    }

    /** Histograms that moved clearly, and at least half as clearly as the one that moved most. */
    static boolean[] moved(HistogramShape shape, double[] before, double[] now) {
        double[] excess = new double[shape.histograms()];
        double largest = CLEAR;
        for (int h = 0; h < excess.length; h++) {
            excess[h] = excess(shape, h, before, now);
            largest = Math.max(largest, excess[h]);
        }
        boolean[] moved = new boolean[excess.length];
        for (int h = 0; h < moved.length; h++) {
            moved[h] = excess[h] >= Math.max(CLEAR, largest / 2);
        }
        return moved;
    }

    private static <T> List<T> top(List<Ranked<T>> ranked, boolean atLeastOne) {
        List<Ranked<T>> sorted = new ArrayList<>(ranked);
        sorted.sort(Comparator.comparingDouble((Ranked<T> each) -> each.rank).reversed());
        List<T> top = new ArrayList<>();
        for (Ranked<T> each : sorted) {
            if (top.size() < MOST && (each.rank >= CLEAR || (atLeastOne && top.isEmpty()))) {
                top.add(each.shift);
            }
        }
        return top;
    }

    private static double sum(HistogramShape shape, int histogram, double[] values) {
        double sum = 0;
        for (int i = shape.offset(histogram); i < shape.offset(histogram) + shape.length(histogram); i++) {
            sum += values[i];
        }
        return sum;
    }

    private static double variation(HistogramShape shape, int histogram, double[] before, double[] now) {
        double wasAll = sum(shape, histogram, before);
        double isAll = Math.max(1e-9, sum(shape, histogram, now));
        double distance = 0;
        for (int i = shape.offset(histogram); i < shape.offset(histogram) + shape.length(histogram); i++) {
            distance += Math.abs(before[i] / wasAll - now[i] / isAll) / 2;
        }
        return distance;
    }

    /** The number of standard deviations by which Pearson's χ² exceeds its mean. */
    private static double excess(HistogramShape shape, int histogram, double[] before, double[] now) {
        double wasAll = sum(shape, histogram, before);
        double isAll = Math.max(1e-9, sum(shape, histogram, now));
        double chiSquare = 0;
        int bins = 0;
        for (int i = shape.offset(histogram); i < shape.offset(histogram) + shape.length(histogram); i++) {
            if (before[i] > 0) {
                double expected = isAll * before[i] / wasAll;
                chiSquare += (now[i] - expected) * (now[i] - expected) / expected;
                bins++;
            }
        }
        return bins < 2 ? 0 : (chiSquare - (bins - 1)) / Math.sqrt(2.0 * (bins - 1));
    }

    private static List<Ranked<ClassShift>> classShifts(HistogramShape shape, double[] before, double[] now) {
        int from = shape.offset(shape.scores());
        double wasAll = sum(shape, shape.scores(), before);
        double isAll = Math.max(1e-9, sum(shape, shape.scores(), now));
        List<Ranked<ClassShift>> shifts = new ArrayList<>();
        for (int c = 0; c < shape.classes(); c++) {
            double was = before[from + c] / wasAll;
            double is = now[from + c] / isAll;
            double error = Math.sqrt(was * (1 - was) / isAll) + 1e-12;
            shifts.add(new Ranked<>(new ClassShift(c, was, is), Math.abs(is - was) / error));
        }
        return shifts;
    }
}
