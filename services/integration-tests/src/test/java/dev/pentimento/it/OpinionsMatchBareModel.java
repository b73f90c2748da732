package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.Image;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.UndecodableImageException;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.Opinions;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.statistics.FloatMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guarantee that what the stream says of an image is what the networks say of that image alone. */
record OpinionsMatchBareModel(CommittedLog log) {
    private static final float ROUNDING = 1e-4f;

    void holds() throws UndecodableImageException {
        Map<Place, byte[]> contents = new HashMap<>();
        log.usable(Topic.IMAGES, Image.class).stream()
                .filter(entry -> entry.event().getContent() != null)
                .forEach(entry -> contents.put(
                        entry.place(), entry.event().getContent().array().clone()));
        ModelVersion version = SmallVersion.trained().version();
        ImageDecoder decoder = new ImageDecoder(SmallVersion.INPUT);
        try (Encoder encoder =
                        Networks.loadEncoder(file(version.getEncoderFile()), SmallVersion.INPUT, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(
                        file(version.getClassifierFile()),
                        file(version.getCorrectionFile()),
                        version.getDimensions(),
                        version.getClasses().size(),
                        ComputeDevice.CPU)) {
            for (var entry : log.events(Topic.PREDICTIONS, Prediction.class)) {
                float[] pixels = new float[decoder.shape().size()];
                decoder.decode(contents.get(EveryImageJudgedOnce.image(entry.event())), pixels, 0);
                Opinions bare = heads.judge(encoder.embed(new FloatMatrix(1, pixels.length, pixels)));
                same(entry.key(), version, entry.event().getOriginal(), bare.original());
                same(entry.key(), version, entry.event().getCorrected(), bare.corrected());
            }
        }
    }

    private static void same(String id, ModelVersion version, Opinion said, Opinions.Scores bare) {
        List<Float> probabilities = said.getProbabilities();
        int best = 0;
        for (int i = 0; i < probabilities.size(); i++) {
            assertThat(probabilities.get(i))
                    .as("probability %s of %s", i, id)
                    .isCloseTo(bare.probabilities().at(0, i), within(ROUNDING));
            best = probabilities.get(i) > probabilities.get(best) ? i : best;
        }
        assertThat(said.getLabel()).isEqualTo(version.getClasses().get(best));
        assertThat(said.getConfidence()).isEqualTo(probabilities.get(best));
    }

    private static NetworkFile file(Artifact artifact) {
        return SmallVersion.trained().files().stream()
                .map(bytes -> new NetworkFile(artifact.getFormat(), bytes))
                .filter(file -> file.sha256().equals(artifact.getSha256()))
                .findFirst()
                .orElseThrow();
    }
}
