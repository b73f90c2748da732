package dev.pentimento.cli.models;

import dev.pentimento.cli.models.folder.FolderInput;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import java.util.Arrays;

/** Networks that take pixels as whole numbers, uint8: values must be from 0 to 255, and not normalised. */
final class LevelsInput {
    private static final float WHITE = 255;

    private LevelsInput() {}

    /**
     * What is said about images, with what the network's own type says.
     *
     * @throws IllegalArgumentException if a folder says uint8 of a network in ONNX that takes floating-point numbers
     */
    static FolderInput of(FolderInput said, UserNetworks networks) {
        boolean levels = networks.takesLevels();
        if (said.levels() && !levels && networks.encoder().format().equals(NetworkFile.ONNX)) {
            throw new IllegalArgumentException(said.file() + ": signature: the input's dtype is uint8, but that of "
                    + networks.encoderPath() + " is not; correct the signature, or give the ONNX file itself, with"
                    + " --range, --mean and --std");
        }
        return levels && said.range() == null
                ? said.withLevels(networks.encoderPath().toString())
                : said;
    }

    /** @throws UsageException if the network takes whole numbers, but would get others */
    static void require(ImageShape shape, UserNetworks networks) {
        boolean plain = shape.reading().lowest() == 0
                && shape.reading().highest() == WHITE
                && all(shape.mean(), 0)
                && all(shape.standardDeviation(), 1);
        if (!plain && networks.takesLevels()) {
            throw new UsageException(networks.encoderPath()
                    + " takes whole numbers, uint8: --range must be 0:255, --mean 0 and --std 1");
        }
    }

    private static boolean all(float[] values, float expected) {
        float[] same = values.clone();
        Arrays.fill(same, expected);
        return Arrays.equals(values, same);
    }
}
