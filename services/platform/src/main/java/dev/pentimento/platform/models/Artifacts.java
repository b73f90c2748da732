package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.platform.kafka.DeadLetters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Splits a file into chunks, and names it by the hash of its content. */
public final class Artifacts {
    /** Less than the broker's default record limit, 1 MiB, to leave space for the frame. */
    static final int CHUNK_BYTES = 900_000;

    /** A file must fit into one array. */
    private static final long LONGEST_FILE = Integer.MAX_VALUE - 8;

    private static final int MOST_PARTS = 10_000;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Artifacts() {}

    /** @param format {@code safetensors} or {@code torchscript} */
    public static Artifact describe(byte[] file, String format) {
        return Artifact.newBuilder()
                .setSha256(sha256(file))
                .setBytes(file.length)
                .setParts(Math.max(1, (file.length + CHUNK_BYTES - 1) / CHUNK_BYTES))
                .setFormat(format)
                .build();
    }

    /** Whether such a file can exist. Only a foreign program describes an impossible one. */
    public static boolean isWellFormed(Artifact file) {
        return SHA256.matcher(file.getSha256()).matches()
                && file.getBytes() >= 0
                && file.getBytes() <= LONGEST_FILE
                && file.getParts() >= 1
                && file.getParts() <= Math.min(MOST_PARTS, Math.max(1, file.getBytes()));
    }

    /** SHA-256 of the bytes, 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return DeadLetters.sha256(bytes);
    }

    /** Keys of a file's records. */
    public static List<String> keys(Artifact file) {
        return IntStream.range(0, file.getParts())
                .mapToObj(part -> key(file.getSha256(), part))
                .toList();
    }

    static String key(String sha256, int part) {
        return sha256 + "/" + part;
    }

    static List<ArtifactChunk> chunks(byte[] file) {
        Artifact artifact = describe(file, "");
        List<ArtifactChunk> chunks = new ArrayList<>();
        for (int part = 0; part < artifact.getParts(); part++) {
            int from = part * CHUNK_BYTES;
            chunks.add(ArtifactChunk.newBuilder()
                    .setSha256(artifact.getSha256())
                    .setPart(part)
                    .setParts(artifact.getParts())
                    .setContent(ByteBuffer.wrap(file, from, Math.min(CHUNK_BYTES, file.length - from))
                            .slice())
                    .build());
        }
        return chunks;
    }
}
