package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.it.Story.Refusal;
import dev.pentimento.platform.kafka.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The path of an image through the whole system, on whatever broker a subclass has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ImageFlow {
    private static final int MEBIBYTE = 1024 * 1024;
    /** For promtool, which the build server asks afterwards. */
    private static final Path SCRAPE = Path.of("target", "metrics.txt");

    private RunningSystem system;
    private Story story;

    abstract RunningSystem start(Path data) throws Exception;

    @BeforeAll
    void play(@TempDir Path data) throws Exception {
        system = start(data).withSmallVersion();
        story = new Story(system).tell();
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void everyImageIsJudgedOnceOrRefusedOnce() {
        eventually("every image to be judged or refused", new EveryImageJudgedOnce(system.log())::holds);
    }

    @Test
    void whatIsReadIsCommittedToTheEnd() {
        eventually("the readers' commits", new NothingWaitsForever(system.context(), system.log())::holds);
    }

    @Test
    void anOpinionIsWhatTheNetworksSayOfTheImageAlone() throws Exception {
        new OpinionsMatchBareModel(system.log(), List.of(SmallVersion.trained()), 1).holds();
        assertThat(system.log().events(Topic.PREDICTIONS, Prediction.class))
                .as("the test would see nothing without a correction that moves opinions")
                .anyMatch(entry -> !entry.event()
                        .getOriginal()
                        .getLabel()
                        .equals(entry.event().getCorrected().getLabel()));
    }

    @Test
    void labelsBecomeOutcomesWhetherTheyComeEarlyLateTwiceOrChanged() {
        eventually("every outcome", new LabelsBecomeOutcomes(system.log(), classes())::holds);
        assertThat(system.log().events(Topic.OUTCOMES, Outcome.class))
                .extracting(entry -> entry.event().getLabelRevision())
                .contains(1, 2, 3);
    }

    @Test
    void everyWindowOfQualityIsWhatAnybodyCounts() {
        QualityMatchesRecount recount = new QualityMatchesRecount(system.log(), classes(), RunningSystem.WINDOW);
        eventually("quality to match a recount", recount::holds);
        QualityWindow overall = recount.overall(SmallVersion.id());
        assertThat(overall.getLabelled()).isBetween(150L, overall.getImages() - 1);
        Comparison comparison = overall.getComparisons().get(0);
        assertThat(comparison.getHelped()).isPositive();
        assertThat(comparison.getHurt()).isPositive();
    }

    @Test
    void aReplayHasTheFiguresOfTheLiveRun() {
        QualityMatchesRecount recount = new QualityMatchesRecount(system.log(), classes(), RunningSystem.WINDOW);
        eventually("quality to match a recount", recount::holds); // so that no label is under way any more
        ReplayEqualsLive replay = new ReplayEqualsLive(system, SmallVersion.id());
        replay.holds();
        replay.holdsNearlyFromImages();
    }

    @Test
    void driftIsToldOfEveryImageOnce() {
        eventually("drift to count every image", () -> {
            long predicted =
                    system.log().events(Topic.PREDICTIONS, Prediction.class).size();
            assertThat(system.log().latest(Topic.EMBEDDING_DRIFT, DriftWindow.class))
                    .filteredOn(window -> window.getSlice().equals("all"))
                    .extracting(DriftWindow::getImages)
                    .satisfies(images -> assertThat(
                                    images.stream().mapToLong(Long::longValue).sum())
                            .isEqualTo(predicted));
        });
    }

    @Test
    void aDeadLetterSaysWhatWhereAndWhy() {
        eventually("a dead letter for each unusable record", () -> {
            assertThat(letters(Topic.IMAGES).keySet())
                    .containsExactlyInAnyOrderElementsOf(refused(Topic.IMAGES).keySet());
            assertThat(letters(Topic.LABELS).keySet())
                    .containsExactlyInAnyOrderElementsOf(refused(Topic.LABELS).keySet());
        });
        for (Topic topic : List.of(Topic.IMAGES, Topic.LABELS)) {
            Map<Place, ConsumerRecord<byte[], byte[]>> records =
                    system.log().records(topic).stream().collect(Collectors.toMap(Place::of, Function.identity()));
            refused(topic).forEach((place, refusal) -> matches(letters(topic).get(place), refusal, records.get(place)));
        }
    }

    private static void matches(Entry<DeadLetter> entry, Refusal refusal, ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = entry.event();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        assertThat(letter.getReason()).as(refusal.key()).isEqualTo(refusal.reason());
        assertThat(letter.getDetail()).as(refusal.key()).isNotBlank();
        assertThat(letter.getService()).isEqualTo(refusal.topic() == Topic.IMAGES ? "embedding" : "evaluation");
        assertThat(entry.key()).isEqualTo(refusal.key());
        assertThat(letter.getTimestamp().toEpochMilli()).isEqualTo(record.timestamp());
        assertThat(letter.getSize()).isEqualTo(value.length);
        assertThat(letter.getSha256()).isEqualTo(sha256(value));
        if (record.value() == null || value.length > MEBIBYTE) {
            assertThat(letter.getContent()).as(refusal.key()).isNull();
        } else {
            assertThat(letter.getContent().array()).as(refusal.key()).isEqualTo(value);
        }
    }

    @Test
    void healthAndMetricsTellOfIt() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        eventually("metrics to count every image", () -> {
            long predicted =
                    system.log().events(Topic.PREDICTIONS, Prediction.class).size();
            assertThat(get("/metrics").body().lines())
                    .contains("pentimento_embedding_images_total " + predicted + ".0")
                    .contains("pentimento_evaluation_predictions_total " + predicted + ".0");
        });
    }

    @Test
    void everyMetricIsDocumented() {
        // Figures come one after the other, when labels and windows do.
        eventually("every metric", () -> {
            String scrape = get("/metrics").body();
            Files.writeString(SCRAPE, scrape);
            new MetricsAreDocumented(scrape).holds();
        });
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(system.stack().httpUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private Map<Place, Entry<DeadLetter>> letters(Topic topic) {
        return system.log().events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(entry -> entry.event().getTopic().equals(topic.baseName()))
                .collect(Collectors.toMap(
                        entry -> new Place(
                                entry.event().getPartition(), entry.event().getOffset()),
                        Function.identity()));
    }

    private Map<Place, Refusal> refused(Topic topic) {
        return story.refusals().entrySet().stream()
                .filter(entry -> entry.getValue().topic() == topic)
                .collect(Collectors.toMap(entry -> entry.getKey().place(), Map.Entry::getValue));
    }

    private void eventually(String what, ThrowingRunnable check) {
        system.await(what).untilAsserted(check);
    }

    private static List<String> classes() {
        return SmallVersion.trained().version().getClasses();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
