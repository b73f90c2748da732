package dev.pentimento.it.faults.recount;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the topics as bytes, counts what they say, and says where the system says something else. */
public final class Recount implements AutoCloseable {
    /** End of the key of an image that nobody can decode. */
    public static final String BROKEN = "-broken";

    private static final double TOLERANCE = 1e-3;
    /** Above it, no other class has the same confidence. */
    private static final double CLEAR = 0.51;

    private final RawTopics topics;
    private final Observed observed;
    private final long windowMillis;

    /** Images of one schedule: how many, without an answer, and with more than one. */
    public record Totals(long images, long lost, long twice) {}

    public Recount(String bootstrapServers, AvroWire avro, Duration window) {
        this.topics = new RawTopics(bootstrapServers, Observed.TOPICS);
        this.observed = new Observed(avro);
        this.windowMillis = window.toMillis();
    }

    /** Reads what was committed since the last time. */
    public void update() {
        topics.drain(observed::add);
    }

    /** @param prefix of the keys of the images */
    public Totals totals(String prefix) {
        OnceEach each = new OnceEach(observed, prefix);
        return new Totals(each.images(), each.lost(), each.twice());
    }

    /** What is wrong with the answers to these images. */
    public List<String> answers(String prefix, Map<Place, String> acknowledged) {
        return new OnceEach(observed, prefix).complaints(acknowledged);
    }

    /** Version that is champion; none: there is none, or there are several. */
    public @Nullable String champion() {
        List<String> champions = inStage("CHAMPION");
        return champions.size() == 1 ? champions.get(0) : null;
    }

    /** Dead letters so far, by topic and reason. */
    public Map<String, Integer> refusals() {
        return observed.refusals;
    }

    /**
     * What is wrong with outcomes, quality, drift and stages, for everything since the system began.
     *
     * @param good versions that may answer
     * @param poisoned versions that nobody can load
     */
    public List<String> figures(Set<String> good, Set<String> poisoned) {
        List<String> classes = observed.versions.values().stream()
                .map(Observed.Version::classes)
                .findFirst()
                .orElse(List.of());
        LabelsCounted labels = new LabelsCounted(observed, classes);
        List<String> complaints = new ArrayList<>(stages(good, poisoned));
        complaints.addAll(sameImageSameAnswer());
        complaints.addAll(labels.complaints(observed));
        complaints.addAll(new QualityCounted(observed, labels, classes, windowMillis).complaints());
        complaints.addAll(new DriftCounted(observed, windowMillis).complaints());
        return complaints;
    }

    private List<String> stages(Set<String> good, Set<String> poisoned) {
        List<String> complaints = new ArrayList<>();
        if (champion() == null) {
            complaints.add("champions are " + inStage("CHAMPION"));
        }
        for (String version : poisoned) {
            Observed.Version known = observed.versions.get(version);
            if (known == null || !known.stage().equals("REJECTED")) {
                complaints.add("poisoned version " + version + " is not rejected but " + known);
            }
        }
        observed.answers.values().stream()
                .flatMap(List::stream)
                .filter(answer -> !good.contains(answer.version())
                        || answer.candidates().keySet().stream().anyMatch(poisoned::contains))
                .limit(5)
                .forEach(answer -> complaints.add("answered by a poisoned or unknown version: " + answer));
        return complaints;
    }

    private List<String> inStage(String stage) {
        return observed.versions.entrySet().stream()
                .filter(each -> each.getValue().stage().equals(stage))
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.toList());
    }

    /** Whatever went on around it, a version says the same of the same image. */
    private List<String> sameImageSameAnswer() {
        Map<String, Answer> first = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        observed.answers.forEach((place, answers) -> {
            Observed.Sent image = observed.images.get(place);
            if (image == null || image.content() == null) {
                return;
            }
            for (Answer answer : answers) {
                Answer before = first.putIfAbsent(image.content() + answer.version(), answer);
                if (before != null && !same(before, answer)) {
                    complaints.add("two answers to the same image: " + before + " and " + answer);
                }
            }
        });
        return complaints;
    }

    private static boolean same(Answer one, Answer other) {
        return Math.abs(one.confidence() - other.confidence()) < TOLERANCE
                && (one.confidence() < CLEAR || one.original().equals(other.original()));
    }

    @Override
    public void close() {
        topics.close();
    }
}
