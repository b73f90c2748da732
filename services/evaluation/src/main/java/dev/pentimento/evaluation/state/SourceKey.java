package dev.pentimento.evaluation.state;

/**
 * A source of images, counted for a version or for a drift reference.
 *
 * @param owner the version or reference
 */
public record SourceKey(String owner, String source) {
    public static final KeyFormat<SourceKey> FORMAT = new KeyFormat<>(SourceKey::toBytes, SourceKey::fromBytes);
    /** Number of images of the source. */
    public static final VersionedFormat<Long> IMAGES =
            VersionedFormat.<Long>first((images, packer) -> packer.number(images), Unpacker::number);

    private byte[] toBytes() {
        return new Packer().text(owner).text(source).toBytes();
    }

    private static SourceKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new SourceKey(unpacker.text(), unpacker.text());
    }
}
