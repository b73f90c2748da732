package dev.pentimento.learning.data.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A folder with the image files in it and the folders in it, each in the order of their names. */
record ImageFolder(Path path, List<Path> images, List<ImageFolder> folders) {
    String name() {
        return Folders.name(path);
    }

    boolean hasImages() {
        return !images.isEmpty() || folders.stream().anyMatch(ImageFolder::hasImages);
    }

    /** The folders that contain images, at any depth. */
    List<ImageFolder> foldersWithImages() {
        return folders.stream().filter(ImageFolder::hasImages).toList();
    }

    /** The images in this folder and all folders below, in the order of their paths. */
    List<Path> imagesBelow() {
        List<Path> all = new ArrayList<>(images);
        folders.forEach(folder -> all.addAll(folder.imagesBelow()));
        all.sort(Comparator.comparing(file -> Folders.relative(path, file)));
        return all;
    }
}
