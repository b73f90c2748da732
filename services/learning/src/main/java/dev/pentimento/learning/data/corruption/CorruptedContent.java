package dev.pentimento.learning.data.corruption;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageContent;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;

/** A corrupted image. */
record CorruptedContent(ImageContent original, Corruption corruption, int strength, long seed) implements ImageContent {
    @Override
    public byte[] bytes() {
        try {
            return ImageDecoder.decodeAsIs(
                    original.bytes(),
                    pixels ->
                            corruption.apply(pixels, strength, new Random(seed)).png());
        } catch (UndecodableImageException e) {
            throw new DatasetException(original + " cannot be corrupted: it is " + e.getMessage(), e);
        }
    }

    @Override
    public void addTo(MessageDigest digest) {
        original.addTo(digest);
        digest.update((corruption + " " + strength + " " + seed).getBytes(StandardCharsets.UTF_8));
    }
}
