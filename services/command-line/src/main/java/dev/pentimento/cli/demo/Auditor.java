package dev.pentimento.cli.demo;

import dev.pentimento.cli.demo.DemoReport.Drift;
import dev.pentimento.cli.demo.DemoReport.Phase;
import dev.pentimento.cli.demo.TopicContents.Entry;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recounts the run from the topics: the predictions and labels of each image, by phase. It shares no code with the
 * evaluation except the rule that computes a verdict from counts.
 */
final class Auditor {
    private final TopicContents topics;
    private final DriftingImages stream;
    private final VerdictRule rule;

    Auditor(ServiceContext context, DriftingImages stream, VerdictRule rule) {
        this.topics = new TopicContents(context);
        this.stream = stream;
        this.rule = rule;
    }

    DemoReport recount(double rate, DemoReport.Latency latency) {
        List<Entry<Image>> images = topics.of(Topic.IMAGES, Image.class);
        List<Entry<Prediction>> predictions = topics.of(Topic.PREDICTIONS, Prediction.class);
        Map<String, Integer> perImage = new HashMap<>();
        for (Entry<Prediction> entry : predictions) {
            Prediction prediction = entry.event();
            String place = prediction.getImage().getPartition() + "/"
                    + prediction.getImage().getOffset();
            perImage.merge(place, 1, Integer::sum);
        }
        long missing = images.stream()
                .filter(image -> !perImage.containsKey(image.partition() + "/" + image.offset()))
                .count();
        return new DemoReport(
                images.size(),
                predictions.size(),
                predictions.size() - perImage.size(),
                missing,
                topics.of(Topic.DEAD_LETTERS, DeadLetter.class).size(),
                phases(predictions),
                drift(),
                versions(),
                rate,
                latency);
    }

    private List<Phase> phases(List<Entry<Prediction>> predictions) {
        Map<String, String> labels = new HashMap<>();
        for (Entry<Label> entry : topics.of(Topic.LABELS, Label.class)) {
            labels.put(entry.event().getImageId(), entry.event().getLabel());
        }
        List<Prediction> ordered = predictions.stream()
                .map(Entry::event)
                .sorted(Comparator.comparing(prediction -> CameraImage.numberOf(prediction.getImageId())))
                .toList();
        String firstVersion = ordered.isEmpty() ? "" : ordered.get(0).getModelVersion();
        Map<String, PhaseRecount> recounts = new LinkedHashMap<>();
        for (Prediction prediction : ordered) {
            PhaseRecount recount =
                    recounts.computeIfAbsent(phaseOf(prediction, firstVersion), name -> new PhaseRecount());
            recount.image(prediction.getModelVersion());
            String label = labels.get(prediction.getImageId());
            if (label != null) {
                recount.labelled(label, prediction.getOriginal(), prediction.getCorrected());
            }
        }
        List<Phase> phases = new ArrayList<>();
        recounts.forEach((name, recount) -> phases.add(recount.phase(name, rule)));
        return phases;
    }

    private String phaseOf(Prediction prediction, String firstVersion) {
        if (!stream.drifts() || CameraImage.numberOf(prediction.getImageId()) < stream.driftAfter()) {
            return "clean";
        }
        return prediction.getModelVersion().equals(firstVersion) ? "drifted" : "recovered";
    }

    private List<Drift> drift() {
        Map<String, DriftAlarm> alarms = new LinkedHashMap<>();
        for (Entry<DriftWindow> entry : topics.of(Topic.EMBEDDING_DRIFT, DriftWindow.class)) {
            DriftAlarm alarm = entry.event().getAlarm();
            if (alarm != null && new Slice(entry.event().getSlice()).isAll()) {
                alarms.putIfAbsent(alarm.getId(), alarm);
            }
        }
        return alarms.values().stream()
                .map(alarm -> new Drift(
                        stream.drifts() && alarm.getRaisedAtImage() >= stream.driftAfter() ? stream.driftAfter() : -1,
                        alarm.getStartedAtImage(),
                        alarm.getRaisedAtImage()))
                .toList();
    }

    private List<DemoReport.Version> versions() {
        Map<String, ModelVersion> versions = new LinkedHashMap<>();
        for (Entry<ModelVersion> entry : topics.of(Topic.MODEL_VERSIONS, ModelVersion.class)) {
            versions.put(entry.event().getVersion(), entry.event());
        }
        return versions.values().stream()
                .map(version -> new DemoReport.Version(
                        version.getVersion(),
                        version.getStage().name(),
                        version.getParent() == null ? "" : version.getParent(),
                        version.getTrainedSeconds()))
                .toList();
    }
}
