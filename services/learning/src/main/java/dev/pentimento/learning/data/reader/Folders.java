package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.image.file.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Contents of a folder, always in the same order, without hidden files. Links are followed.
 *
 * <p>Names are the same on every system: in Unicode's composed form (NFC), with slashes, in the order of their
 * characters.
 */
final class Folders {
    private static final Set<String> IMAGE_ENDINGS =
            Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff");
    /** Files that operating systems write unasked, other than hidden ones. */
    private static final Set<String> SYSTEM_FILES = Set.of("thumbs.db", "desktop.ini", "__macosx");
    /** Java decodes a byte to this character if the locale's encoding has none for it. */
    private static final char UNKNOWN_CHARACTER = '\uFFFD';

    private Folders() {}

    /** The files directly in a folder. */
    static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(file -> !isHidden(file) && Files.isRegularFile(file))
                .toList();
    }

    /**
     * Reads a folder and all folders below. Each folder is read once, even if several links lead to it, so links in a
     * circle end.
     *
     * @param report receives each file and folder that is left out
     */
    static ImageFolder read(Path root, ReadingReport report) {
        return read(root, new HashSet<>(), report);
    }

    private static ImageFolder read(Path folder, Set<Path> known, ReadingReport report) {
        List<Path> images = new ArrayList<>();
        List<ImageFolder> folders = new ArrayList<>();
        known.add(real(folder));
        for (Path each : list(folder)) {
            if (isHidden(each)) {
                report.leaveOut("hidden", each);
            } else if (!Files.isDirectory(each)) {
                addImage(each, images, report);
            } else if (known.contains(real(each))) {
                report.leaveOut("read already through a link", each);
            } else {
                folders.add(read(each, known, report));
            }
        }
        return new ImageFolder(folder, List.copyOf(images), List.copyOf(folders));
    }

    private static void addImage(Path file, List<Path> images, ReadingReport report) {
        if (!Files.isRegularFile(file)) {
            report.leaveOut(Files.isSymbolicLink(file) ? "links to nothing" : "not a file", file);
        } else if (!isImage(file)) {
            report.leaveOut(ending(file).isEmpty() ? "without an ending" : "." + ending(file), file);
        } else {
            try (InputStream input = Files.newInputStream(file)) {
                byte[] start = input.readNBytes(ImageFile.SIGNATURE_BYTES);
                if (ImageFile.isImage(start)) {
                    images.add(file);
                } else {
                    report.leaveOut(start.length == 0 ? "empty" : "not an image", file);
                }
            } catch (IOException e) {
                throw new DatasetException("cannot read the image " + file + ": " + e, e);
            }
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new DatasetException("cannot read the folder " + folder + ": " + e, e);
        }
    }

    /** The path relative to {@code folder}, the same on every system. */
    static String relative(Path folder, Path file) {
        return composed(
                folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/"));
    }

    /** The name of a file or folder, the same on every system. */
    static String name(Path file) {
        return composed(file.getFileName().toString());
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.peek(Folders::requireReadableName)
                    .sorted(Comparator.comparing(Folders::name))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException("cannot read the folder " + folder + ": " + e, e);
        }
    }

    private static void requireReadableName(Path file) {
        if (file.toString().indexOf(UNKNOWN_CHARACTER) >= 0) {
            throw new DatasetException("the name of the file " + file + " cannot be read in the encoding "
                    + System.getProperty("sun.jnu.encoding")
                    + "; rename it, or set LC_ALL to a locale with its encoding, such as C.UTF-8");
        }
    }

    private static boolean isHidden(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean isImage(Path file) {
        return IMAGE_ENDINGS.contains(ending(file));
    }

    /** In lower case, without the dot; empty if there is none. */
    private static String ending(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
