package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A file some of whose chunks have been read. It has one array of the file's length, into which each chunk is copied. */
final class PartialFile {
    private static final int MOST_NAMED = 20;

    private final Artifact artifact;
    private final BitSet present = new BitSet();
    /** Parts with the wrong length. */
    private final BitSet misfits = new BitSet();

    private byte[] content = new byte[0];

    /** @throws ArtifactException if no file can match the version's record */
    PartialFile(Artifact artifact) throws ArtifactException {
        this.artifact = artifact;
        if (!Artifacts.isWellFormed(artifact)) {
            throw new ArtifactException("impossible file " + sha256() + " of " + artifact.getBytes() + " bytes in "
                    + artifact.getParts() + " chunks");
        }
    }

    String sha256() {
        return artifact.getSha256();
    }

    /** Offsets of the chunks, by part; empty if the version's record does not contain all of them. */
    List<Long> offsets() {
        return artifact.getOffsets().size() == artifact.getParts() ? artifact.getOffsets() : List.of();
    }

    /** @return whether the record is a chunk of this file */
    boolean accept(ArtifactChunk chunk) {
        int part = chunk.getPart();
        if (!chunk.getSha256().equals(sha256()) || part < 0 || part >= artifact.getParts()) {
            return false;
        }
        ByteBuffer piece = chunk.getContent().duplicate();
        // All parts except the last have the same length, which need not be known.
        long at = part == artifact.getParts() - 1
                ? artifact.getBytes() - piece.remaining()
                : (long) part * piece.remaining();
        boolean fits = at >= 0 && at + piece.remaining() <= artifact.getBytes();
        if (fits) {
            if (content.length != artifact.getBytes()) {
                content = new byte[(int) artifact.getBytes()];
            }
            piece.get(content, (int) at, piece.remaining());
        }
        misfits.set(part, !fits);
        present.set(part);
        return true;
    }

    boolean complete() {
        return present.cardinality() == artifact.getParts();
    }

    /** Whether a complete file has the hash in its name. */
    boolean undamaged() {
        return misfits.isEmpty() && Artifacts.sha256(content).equals(sha256());
    }

    byte[] verified(Duration patience) throws ArtifactException {
        if (!complete()) {
            throw new IncompleteArtifactException("file " + sha256() + " lacks chunks " + missing() + " of "
                    + artifact.getParts() + " after " + patience.toSeconds() + " s");
        }
        if (!misfits.isEmpty()) {
            throw new ArtifactException("file " + sha256() + " is damaged: its chunks do not make the "
                    + artifact.getBytes() + " bytes that the version says");
        }
        String found = Artifacts.sha256(content);
        if (!found.equals(sha256())) {
            throw new ArtifactException("file " + sha256() + " is damaged: its content has SHA-256 " + found);
        }
        return content;
    }

    private List<Integer> missing() {
        return IntStream.range(0, artifact.getParts())
                .filter(part -> !present.get(part))
                .limit(MOST_NAMED)
                .boxed()
                .toList();
    }
}
