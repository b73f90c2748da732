package dev.pentimento.cli.models.folder;

import dev.pentimento.cli.models.folder.FolderInput.Sides;
import dev.pentimento.learning.image.Framing.Resize;
import java.util.Iterator;
import java.util.Set;

/** What Hugging Face's {@code preprocessor_config.json} says: resize, cut at the centre, rescale, normalise. */
final class ImageProcessorFile {
    private static final Set<String> STEPS = Set.of(
            "do_resize",
            "do_center_crop",
            "do_rescale",
            "do_normalize",
            "do_convert_rgb",
            "do_flip_channel_order",
            "do_reduce_labels");

    private static final float WHITE = 255;
    private static final double CROPPED_SHARE = 0.875;

    /** From this size on, ConvNeXT's processor does not crop. */
    private static final int WHOLE = 384;

    private final Fields config;
    private final Processor processor;

    private ImageProcessorFile(Fields config) {
        this.config = config;
        this.processor = Processor.of(config);
    }

    /** @throws IllegalArgumentException naming what is said there and cannot be followed */
    static FolderInput read(Fields config) {
        ImageProcessorFile file = new ImageProcessorFile(config);
        file.requireKnownSteps();
        return file.input();
    }

    private void requireKnownSteps() {
        for (Iterator<String> names = config.values().fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.startsWith("do_") && !STEPS.contains(name) && config.flag(name, false)) {
                throw new IllegalArgumentException(
                        config.file() + ": the step " + name + " cannot be followed; known are " + STEPS);
            }
        }
    }

    private FolderInput input() {
        Sides resize = config.flag("do_resize", true) ? resized() : new Sides(Resize.NONE, 0, 0);
        Sides cut = processor.crops(config) ? cut() : resize;
        if (cut.resize() != Resize.EXACT) {
            throw new IllegalArgumentException(
                    config.file() + ": without do_center_crop, do_resize must make both sides a"
                            + " given size: images would have different sizes");
        }
        boolean normalises = processor.normalises(config);
        float[] mean = normalises ? config.numbers("image_mean") : new float[] {0};
        float[] deviation = normalises ? config.numbers("image_std") : new float[] {1};
        double factor = config.flag("do_rescale", true) ? config.number("rescale_factor", 1 / WHITE) : 1;
        if (config.flag("rescale_offset", false)) {
            throw new IllegalArgumentException(config.file() + ": rescale_offset cannot be followed");
        }
        if (!(factor > 0)) {
            throw config.wrong("rescale_factor", "positive");
        }
        return new FolderInput(
                config.file(),
                mean.length == 1 && normalises ? 1 : 3,
                cut.height(),
                cut.width(),
                resize.equals(cut) ? new Sides(Resize.EXACT, 0, 0) : resize,
                processor.interpolation(config),
                true,
                processor.flipsColours(config),
                new float[] {0, (float) (factor * WHITE)},
                mean,
                deviation,
                true,
                false);
    }

    private Sides resized() {
        Sides size = processor.size(config, "size");
        if (processor != Processor.CONVNEXT) {
            return size;
        }
        if (size.height() >= WHOLE) {
            return new Sides(Resize.EXACT, size.height(), size.height());
        }
        int shorter = (int) (size.height() / config.number("crop_pct", CROPPED_SHARE));
        return new Sides(Resize.SHORTER_SIDE, shorter, shorter);
    }

    private Sides cut() {
        if (processor == Processor.CONVNEXT) {
            int side = processor.size(config, "size").height();
            return new Sides(Resize.EXACT, side, side);
        }
        return Processor.size(config, "crop_size", true);
    }
}
