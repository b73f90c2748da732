package dev.pentimento.statistics.drift.measures;

/**
 * How the binned distribution of one leading principal component differs from that of the reference.
 *
 * @param name such as {@code component 3}
 * @param kolmogorovSmirnov largest difference of the distribution functions at the edges of the bins, 0 to 1
 * @param populationStability population stability index, 0 or more
 * @param moved whether a Kolmogorov–Smirnov test at 1 % rejects it
 */
public record ComponentDrift(String name, double kolmogorovSmirnov, double populationStability, boolean moved) {}
