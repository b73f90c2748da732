package dev.pentimento.platform.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file of which some chunks have been seen. */
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

    byte[] verified(Duration patience) throws ArtifactException {
        if (!complete()) {
            throw new IncompleteArtifactException("file " + sha256() + " lacks chunks " + missing() + " of "
                    + artifact.getParts() + " after " + patience.toSeconds() + " s");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.values().forEach(whole::writeBytes);
        String found = Artifacts.sha256(whole.toByteArray());
        if (!found.equals(sha256())) {
            throw new ArtifactException("file " + sha256() + " is damaged: its content has SHA-256 " + found);
        }
        return whole.toByteArray();
    }

    private List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int part = 0; part < artifact.getParts(); part++) {
            if (!parts.containsKey(part)) {
                missing.add(part);
            }
        }
        return missing;
    }
}
