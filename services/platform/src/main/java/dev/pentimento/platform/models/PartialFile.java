package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A file some of whose chunks have been read. */
final class PartialFile {
    private final Artifact artifact;
    private final SortedMap<Integer, byte[]> parts = new TreeMap<>();

    PartialFile(Artifact artifact) {
        this.artifact = artifact;
    }

    String sha256() {
        return artifact.getSha256();
    }

    void accept(ArtifactChunk chunk) {
        if (chunk.getPart() >= 0 && chunk.getPart() < artifact.getParts()) {
            byte[] content = new byte[chunk.getContent().remaining()];
            chunk.getContent().duplicate().get(content);
            parts.put(chunk.getPart(), content);
        }
    }

    boolean complete() {
        return parts.size() == artifact.getParts();
    }

    /** Whether a complete file has the hash that it is named after. */
    boolean undamaged() {
        return Artifacts.sha256(whole()).equals(sha256());
    }

    private byte[] whole() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.values().forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    byte[] verified(Duration patience) throws ArtifactException {
        if (!complete()) {
            throw new IncompleteArtifactException("file " + sha256() + " lacks chunks " + missing() + " of "
                    + artifact.getParts() + " after " + patience.toSeconds() + " s");
        }
        byte[] whole = whole();
        String found = Artifacts.sha256(whole);
        if (!found.equals(sha256())) {
            throw new ArtifactException("file " + sha256() + " is damaged: its content has SHA-256 " + found);
        }
        return whole;
    }

    private List<Integer> missing() {
        return IntStream.range(0, artifact.getParts())
                .filter(part -> !parts.containsKey(part))
                .boxed()
                .toList();
    }
}
