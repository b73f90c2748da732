package dev.pentimento.evaluation.replay;

import dev.pentimento.events.QualityWindow;
import java.util.List;

/**
 * The result of a replay.
 *
 * @param images that the version has answered
 * @param withoutVector images whose batch has no vector from the version's encoder
 * @param failed images on which its networks gave no answer
 * @param unknownLabels labels of classes that the version does not know
 * @param quality as the stream writes it, windows before the total and all images before sources; empty without images
 */
public record ReplayReport(
        long images, long withoutVector, long failed, long unknownLabels, List<QualityWindow> quality) {
    public ReplayReport {
        quality = List.copyOf(quality);
    }
}
