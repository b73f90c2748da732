package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, Artifacts.CHUNK_BYTES, Artifacts.CHUNK_BYTES + 1, 3 * Artifacts.CHUNK_BYTES})
    void chunksInAnyOrderMakeTheFileAgain(int length) throws ArtifactException {
        byte[] file = new byte[length];
        new Random(7).nextBytes(file);
        List<ArtifactChunk> chunks = Artifacts.chunks(file);
        Collections.reverse(chunks);

        PartialFile partial = new PartialFile(Artifacts.describe(file, "safetensors"));
        chunks.forEach(partial::accept);

        assertThat(partial.complete()).isTrue();
        assertThat(partial.verified(Duration.ZERO)).isEqualTo(file);
    }

    @Test
    void aMissingChunkIsNamed() throws ArtifactException {
        byte[] file = new byte[2 * Artifacts.CHUNK_BYTES];
        PartialFile partial = new PartialFile(Artifacts.describe(file, "safetensors"));
        partial.accept(Artifacts.chunks(file).get(0));

        assertThatThrownBy(() -> partial.verified(Duration.ofSeconds(60)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("[1] of 2")
                .hasMessageContaining("60 s");
    }

    @Test
    void aDamagedFileIsRefused() throws ArtifactException {
        Artifact artifact = Artifacts.describe(new byte[] {1, 2, 3}, "safetensors");
        PartialFile partial = new PartialFile(artifact);
        partial.accept(ArtifactChunk.newBuilder()
                .setSha256(artifact.getSha256())
                .setPart(0)
                .setParts(1)
                .setContent(ByteBuffer.wrap(new byte[] {1, 2, 4}))
                .build());

        assertThatThrownBy(() -> partial.verified(Duration.ZERO))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("damaged");
    }
}
