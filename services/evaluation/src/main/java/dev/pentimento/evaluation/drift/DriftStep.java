package dev.pentimento.evaluation.drift;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import java.util.List;
import java.util.Map;

/**
 * The contribution of one batch to one slice.
 *
 * @param lastMillis latest timestamp of an image's record
 * @param examples a few of the images
 * @param sources images by source, for sources with separate figures; none within a source
 */
public record DriftStep(DriftCounts counts, long lastMillis, List<String> examples, Map<String, Long> sources) {}
