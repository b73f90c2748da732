package dev.pentimento.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The figures of one run, in the order in which they are shown.
 *
 * @param measured the figures
 * @param missing what could not be measured, and what to do about it
 */
public record Figures(List<Figure> measured, List<String> missing) {
    public Figures {
        measured = List.copyOf(measured);
        missing = List.copyOf(missing);
    }

    /**
     * One figure.
     *
     * @param name says what it is; the same in every run
     */
    public record Figure(String name, Unit unit, double value) {}

    /** Collects figures. */
    public static final class Builder {
        private final List<Figure> measured = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        public Builder add(String name, Unit unit, double value) {
            measured.add(new Figure(name, unit, value));
            return this;
        }

        /** @param advice a sentence: what is missing, and how to get it */
        public Builder missing(String advice) {
            missing.add(advice);
            return this;
        }

        public Figures build() {
            return new Figures(measured, missing);
        }
    }
}
