package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A MedMNIST file (Yang et al., Scientific Data 10:41, 2023): {@code train_images}, {@code train_labels}, likewise
 * {@code val} and {@code test}, in one {@code .npz}. Images are n × height × width for grey, or × 3 for colour; labels
 * are n or n × 1 integers. Classes are named by their numbers, since the file has no names.
 */
final class MedMnistReader {
    ImageDataset read(String name, Path file) {
        Map<Split, LabelledPixels> splits = new EnumMap<>(Split.class);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Split split : Split.values()) {
                LabelledPixels pixels = read(file, zip, split);
                if (pixels != null) {
                    splits.put(split, pixels);
                }
            }
        } catch (IOException e) {
            throw new DatasetException("cannot read the .npz file " + file + ": " + e.getMessage(), e);
        }
        if (splits.isEmpty()) {
            throw new DatasetException(file + " contains no train_images; expected MedMNIST's arrays: train_images,"
                    + " train_labels, val_images, val_labels, test_images, test_labels");
        }
        return LabelledPixels.dataset(name, splits, null);
    }

    private static @Nullable LabelledPixels read(Path file, ZipFile zip, Split split) throws IOException {
        String imagesName = split.folder() + "_images";
        String labelsName = split.folder() + "_labels";
        NpyArray array = array(file, zip, imagesName);
        if (array == null) {
            return null;
        }
        PixelArray images = new IdxFile(array.shape(), array.pixels()).images(file + ", " + imagesName);
        NpyArray labels = array(file, zip, labelsName);
        return new LabelledPixels(images, labels == null ? null : labels(file + ", " + labelsName, labels, images));
    }

    private static int[] labels(String name, NpyArray labels, PixelArray images) {
        int[] shape = labels.shape();
        if (shape.length == 2 && shape[1] > 1) {
            throw new DatasetException(name + " has " + shape[1]
                    + " labels per image; only data sets with one label per image are supported");
        }
        if (shape.length == 2 && shape[1] == 0) {
            throw new DatasetException(name + " has no label for any image");
        }
        if (shape.length < 1 || shape.length > 2 || shape[0] != images.count()) {
            throw new DatasetException(name + " holds " + Arrays.toString(shape)
                    + " values, expected one label for each of " + images.count() + " images");
        }
        return labels.numbers();
    }

    private static @Nullable NpyArray array(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            return null;
        }
        try (InputStream input = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            return NpyArray.read(file + ", " + name, input);
        }
    }
}
