package dev.pentimento.platform.trust;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a signature of a version covers: everything that determines its answers. A version's id has 48 bits of a hash
 * over the same content, which are too few for a signature.
 */
final class VersionStatement {
    private static final int LARGEST_SAMPLE = 65_535;

    private VersionStatement() {}

    /** Lines of text, as UTF-8. Two versions have the same lines only if they are identical. */
    static byte[] of(ModelVersion version) {
        InputShape input = version.getInput();
        List<String> lines = new ArrayList<>(List.of("pentimento version 1"));
        version.getClasses().forEach(name -> lines.add("class " + escaped(name)));
        lines.add("input " + input.getChannels() + " " + input.getHeight() + " " + input.getWidth());
        lines.add("mean " + bits(input.getMean()));
        lines.add("standard deviation " + bits(input.getStandardDeviation()));
        if (input.getUpright()) {
            lines.add("upright");
        }
        if (input.getBlack() != 0 || input.getWhite() != LARGEST_SAMPLE) {
            lines.add("grey " + input.getBlack() + " " + input.getWhite());
        }
        lines.addAll(framing(input));
        lines.add("dimensions " + version.getDimensions());
        lines.add("encoder " + file(version.getEncoderFile()));
        lines.add("classifier " + file(version.getClassifierFile()));
        lines.add("correction " + file(version.getCorrectionFile()));
        lines.add("reference " + file(version.getReferenceFile()));
        lines.add("replay " + file(version.getReplayFile()));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing for what all versions of earlier releases are. */
    private static List<String> framing(InputShape input) {
        List<String> lines = new ArrayList<>();
        String resized = input.getResize() + " " + input.getResizedHeight() + " " + input.getResizedWidth();
        String pixels = input.getInterpolation() + " " + input.getFill() + " " + input.getRounded();
        if (!resized.equals("EXACT 0 0") || !pixels.equals("BILINEAR 0 false")) {
            lines.add("resize " + escaped(resized + " " + pixels));
        }
        if (input.getBgr()) {
            lines.add("bgr");
        }
        if (input.getLowest() != 0 || input.getHighest() != 1) {
            lines.add("range " + bits(List.of(input.getLowest(), input.getHighest())));
        }
        if (input.getEarlyCut()) {
            lines.add("early cut");
        }
        if (input.getOwnEncoder()) {
            lines.add("own encoder");
        }
        return lines;
    }

    private static String file(@Nullable Artifact file) {
        return file == null ? "none" : escaped(file.getFormat()) + " " + escaped(file.getSha256());
    }

    /** Java releases differ in the decimal digits of a float. */
    private static String bits(List<Float> values) {
        return values.stream()
                .map(value -> HexFormat.of().toHexDigits(Float.floatToIntBits(value)))
                .collect(Collectors.joining(" "));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
