package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A MedMNIST file (Yang et al., Scientific Data 10:41, 2023) of any size: {@code train_images}, {@code train_labels}, likewise
 * {@code val} and {@code test}, in one {@code .npz}. Images are n × height × width for grey, or × 3 for colour; labels
 * are n or n × 1 integers. Classes are named by their numbers, since the file has no names. Large arrays stay on disk.
 */
final class MedMnistReader {
    private final ArrayStore store;

    MedMnistReader(ArrayStore store) {
        this.store = store;
    }

    ImageDataset read(String name, Path file) {
        Map<Split, LabelledPixels> splits = new EnumMap<>(Split.class);
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
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

    private @Nullable LabelledPixels read(Path file, ZipFile zip, Split split) throws IOException {
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

    private @Nullable NpyArray array(Path file, ZipFile zip, String name) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            return null;
        }
        String fullName = file + ", " + name;
        try (InputStream input = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            return entry.getMethod() == ZipArchiveEntry.STORED && !store.isSmall(entry.getSize())
                    ? NpyArray.read(fullName, input, (header, size) -> stored(fullName, file, entry, header, size))
                    : NpyArray.read(fullName, input, store);
        }
    }

    /** Values that are read where they are in the archive. */
    private static ArrayBytes stored(String name, Path file, ZipArchiveEntry entry, int header, long size)
            throws IOException {
        FileChannel channel = FileChannel.open(file);
        long there = Math.min(entry.getSize(), channel.size() - entry.getDataOffset()) - header;
        return new ArrayBytes.InFile(name, channel, entry.getDataOffset() + header, Math.min(size, there));
    }
}
