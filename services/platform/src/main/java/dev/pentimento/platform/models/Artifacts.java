package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Cuts a file into chunks and names it by its content. */
public final class Artifacts {
    /** Below the broker's default limit of one record, 1 MiB, with room for the frame. */
    static final int CHUNK_BYTES = 900_000;

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

    /** SHA-256 of the bytes, 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
