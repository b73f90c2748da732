package dev.pentimento.cli.models;

import dev.pentimento.cli.output.Figures;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The details of one version, as names and values, most important first. */
final class VersionDetails {
    private VersionDetails() {}

    static Map<String, String> of(ModelVersion version) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("version", version.getVersion());
        details.put("stage", version.getStage() + " since " + Figures.time(version.getStageChangedAt()));
        details.put("why", version.getStageReason());
        details.put("parent", Figures.text(version.getParent()));
        details.put("classes", String.join(", ", version.getClasses()));
        details.put("input", input(version.getInput()));
        details.put("preprocessing", preprocessing(version.getInput()));
        details.put("dimensions", Integer.toString(version.getDimensions()));
        details.put("encoder", file(version.getEncoderFile()));
        details.put("classifier", file(version.getClassifierFile()));
        details.put("correction", file(version.getCorrectionFile()));
        details.put("reference", file(version.getReferenceFile()));
        details.put("replay", file(version.getReplayFile()));
        details.put("signature", version.getSignature() == null ? "none" : "Ed25519");
        if (version.getFilesDeletedAt() != null) {
            details.put("files", "deleted at " + Figures.time(version.getFilesDeletedAt()));
        }
        details.put("made", Figures.time(version.getCreatedAt()) + ", " + version.getTrigger());
        details.put("trained", trained(version));
        details.put("data", version.getDataFingerprint());
        details.put("recipe", entries(version.getRecipe()));
        details.put("validation", entries(rounded(version.getValidation())));
        return details;
    }

    private static String input(InputShape shape) {
        return shape.getChannels() + " × " + shape.getHeight() + " × " + shape.getWidth() + ", mean " + shape.getMean()
                + ", standard deviation " + shape.getStandardDeviation()
                + (shape.getUpright() ? ", upright" : ", as stored")
                + ", 16-bit grey from " + shape.getBlack() + " to " + shape.getWhite();
    }

    private static String preprocessing(InputShape shape) {
        String resize = shape.getResize().toLowerCase(Locale.ROOT).replace('_', '-');
        String sides = shape.getResizedHeight() == 0
                ? ""
                : ":" + shape.getResizedHeight() + (resize.equals("exact") ? "x" + shape.getResizedWidth() : "");
        return "resize " + resize + sides + ", "
                + shape.getInterpolation().toLowerCase(Locale.ROOT)
                + (shape.getRounded() ? ", rounded" : "")
                + ", filled with " + shape.getFill()
                + (shape.getBgr() ? ", bgr" : ", rgb")
                + ", range " + shape.getLowest() + " to " + shape.getHighest()
                + (shape.getEarlyCut() ? ", cut as by Hugging Face" : "");
    }

    private static String file(@Nullable Artifact file) {
        return file == null ? "none" : file.getSha256() + ", " + file.getBytes() + " bytes, " + file.getFormat();
    }

    private static String trained(ModelVersion version) {
        return String.format(
                Locale.ROOT,
                "%.1f s on %s, seed %d",
                version.getTrainedSeconds(),
                version.getDevice(),
                version.getSeed());
    }

    private static Map<String, String> rounded(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> String.format(Locale.ROOT, "%.4f", each.getValue())));
    }

    private static String entries(Map<String, String> entries) {
        return Figures.text(new TreeMap<>(entries)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
