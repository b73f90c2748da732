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
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.trainer.TrainedVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The guarantee that what the stream says of an image is what the networks of the version that answered say of that
 * image alone.
 *
 * @param versions that may have answered
 * @param every of how many predictions one is looked at
 */
record OpinionsMatchBareModel(CommittedLog log, List<TrainedVersion> versions, int every) {
    private static final float ROUNDING = 1e-4f;

    void holds() throws UndecodableImageException {
        Map<Place, byte[]> contents = new HashMap<>();
        log.usable(Topic.IMAGES, Image.class).stream()
                .filter(entry -> entry.event().getContent() != null)
                .forEach(entry -> contents.put(
                        entry.place(), entry.event().getContent().array().clone()));
        List<Prediction> predictions = new ArrayList<>();
        log.events(Topic.PREDICTIONS, Prediction.class).forEach(entry -> predictions.add(entry.event()));
        for (TrainedVersion trained : versions) {
            List<Prediction> answers = predictions.stream()
                    .filter(each ->
                            each.getModelVersion().equals(trained.version().getVersion()))
                    .toList();
            match(trained, answers, contents);
        }
    }

    private void match(TrainedVersion trained, List<Prediction> answers, Map<Place, byte[]> contents)
            throws UndecodableImageException {
        ModelVersion version = trained.version();
        ImageDecoder decoder = new ImageDecoder(SmallVersion.INPUT);
        try (Encoder encoder = Networks.loadEncoder(
                        file(trained, version.getEncoderFile()), SmallVersion.INPUT, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(
                        file(trained, version.getClassifierFile()),
                        file(trained, version.getCorrectionFile()),
                        version.getDimensions(),
                        version.getClasses().size(),
                        ComputeDevice.CPU)) {
            for (int i = 0; i < answers.size(); i += every) {
                Prediction answer = answers.get(i);
                float[] pixels = new float[decoder.shape().size()];
                decoder.decode(contents.get(EveryImageJudgedOnce.image(answer)), pixels, 0);
                HeadOutputs bare = heads.judge(encoder.embed(new FloatMatrix(1, pixels.length, pixels)));
                same(answer.getImageId(), version, answer.getOriginal(), bare.original());
                same(answer.getImageId(), version, answer.getCorrected(), bare.corrected());
            }
        }
    }

    private static void same(String id, ModelVersion version, Opinion said, HeadOutputs.Scores bare) {
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

    private static NetworkFile file(TrainedVersion trained, Artifact artifact) {
        return trained.files().stream()
                .map(bytes -> new NetworkFile(artifact.getFormat(), bytes))
                .filter(file -> file.sha256().equals(artifact.getSha256()))
                .findFirst()
                .orElseThrow();
    }
}
