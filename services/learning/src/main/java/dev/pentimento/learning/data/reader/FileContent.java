package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image file that is read each time, since a folder of X-rays may not fit in memory. */
record FileContent(Path file) implements ImageContent {
    @Override
    public byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DatasetException("cannot read the image " + file + ": " + e, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
