package dev.pentimento.benchmarks;

/**
 * One thing that is measured. Each run takes place in a process of its own, so that every run begins with a Java
 * virtual machine that has compiled nothing, and no run profits from an earlier one.
 */
public interface Benchmark {
    /** The name on the command line. */
    String name();

    /** What it measures, in one line. */
    String description();

    /** Makes what every run needs in {@link Workbench#shared}. Called once, in a process of its own. */
    void prepare(Workbench bench) throws Exception;

    /** Measures once. A figure that compares is computed from one run, never from two. */
    Figures run(Workbench bench) throws Exception;
}
