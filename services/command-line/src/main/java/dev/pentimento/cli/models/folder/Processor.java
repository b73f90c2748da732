package dev.pentimento.cli.models.folder;

import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.Interpolation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The image processors of Hugging Face's Transformers that can be followed, with what they do if their file is silent. */
enum Processor {
    VIT("ViT", true, false, Interpolation.BILINEAR),
    DEIT("DeiT", true, true, Interpolation.BICUBIC),
    BEIT("Beit", true, true, Interpolation.BICUBIC),
    BIT("Bit", false, true, Interpolation.BICUBIC),
    CLIP("CLIP", false, true, Interpolation.BICUBIC),
    MOBILENET_V1("MobileNetV1", false, true, Interpolation.BILINEAR),
    MOBILENET_V2("MobileNetV2", false, true, Interpolation.BILINEAR),
    MOBILEVIT("MobileViT", false, true, Interpolation.BILINEAR),
    CONVNEXT("ConvNext", false, true, Interpolation.BICUBIC);

    /** PIL's numbers. */
    private static final Map<Integer, String> FILTERS =
            Map.of(0, "NEAREST", 1, "LANCZOS", 2, "BILINEAR", 3, "BICUBIC", 4, "BOX", 5, "HAMMING");

    private final String prefix;
    /** What {@code "size": 224} means: both sides, or the shorter one. */
    private final boolean square;

    private final boolean crops;
    private final Interpolation interpolation;

    Processor(String prefix, boolean square, boolean crops, Interpolation interpolation) {
        this.prefix = prefix;
        this.square = square;
        this.crops = crops;
        this.interpolation = interpolation;
    }

    /** @throws IllegalArgumentException if it is another one */
    static Processor of(Fields config) {
        String type = config.text("image_processor_type", config.text("feature_extractor_type", ""));
        Optional<Processor> known = Arrays.stream(values())
                .filter(each -> type.equals(each.prefix + "ImageProcessor")
                        || type.equals(each.prefix + "ImageProcessorFast")
                        || type.equals(each.prefix + "FeatureExtractor"))
                .findFirst();
        return known.orElseThrow(
                () -> new IllegalArgumentException(config.file() + ": image_processor_type must be one of "
                        + Arrays.stream(values())
                                .map(each -> each.prefix + "ImageProcessor")
                                .collect(Collectors.joining(", "))
                        + ", not " + (type.isEmpty() ? "missing" : type)
                        + "; give the network's file itself and describe its images with --input, --resize,"
                        + " --interpolation, --range, --mean and --std"));
    }

    boolean crops(Fields config) {
        // ConvNeXT's crop is part of its resizing.
        return config.flag(this == CONVNEXT ? "do_resize" : "do_center_crop", crops);
    }

    boolean flipsColours(Fields config) {
        return config.flag("do_flip_channel_order", this == MOBILEVIT);
    }

    boolean normalises(Fields config) {
        return this != MOBILEVIT && config.flag("do_normalize", true);
    }

    Interpolation interpolation(Fields config) {
        if (!config.has("resample")) {
            return interpolation;
        }
        String name = FILTERS.getOrDefault((int) config.number("resample", -1), "");
        return Arrays.stream(Interpolation.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> config.wrong(
                        "resample",
                        "0 (nearest), 2 (bilinear) or 3 (bicubic)" + (name.isEmpty() ? "" : ", not " + name)));
    }

    /**
     * A size as {@code 224}, {@code {"height": 224, "width": 224}} or {@code {"shortest_edge": 224}}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    FolderInput.Sides size(Fields config, String name) {
        return size(config, name, square);
    }

    static FolderInput.Sides size(Fields config, String name, boolean square) {
        Fields sides = new Fields(config.file(), config.values().path(name));
        int side = sides.values().asInt();
        if (sides.values().isInt() && side > 0) {
            return new FolderInput.Sides(square ? Resize.EXACT : Resize.SHORTER_SIDE, side, side);
        }
        int height = sides.values().path("height").asInt();
        int width = sides.values().path("width").asInt();
        if (sides.values().size() == 2 && height > 0 && width > 0) {
            return new FolderInput.Sides(Resize.EXACT, height, width);
        }
        int shorter = sides.values().path("shortest_edge").asInt();
        if (sides.values().size() == 1 && shorter > 0) {
            return new FolderInput.Sides(Resize.SHORTER_SIDE, shorter, shorter);
        }
        throw config.wrong(name, "a number, {height, width} or {shortest_edge}");
    }
}
