package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that readers of the page have seen, one test each. */
class FaultsIT extends InTheBrowser {
    private final Collapse collapse = new Collapse();
    private Painted painted;

    @BeforeEach
    void record() {
        painted = new Painted(chromium);
    }

    @AfterEach
    void stopRecording() {
        painted.stop();
    }

    @Test
    void aRejectedVersionIsNoCandidate() {
        service.tell(service.story.all(100));
        open("");
        eventually()
                .until(
                        () -> texts("#now-figures dt"),
                        names -> names.stream().anyMatch(name -> name.contains(StreamStory.THIRD)));

        service.tell(service.story.version(StreamStory.THIRD, Stage.REJECTED, StreamStory.SECOND, true));

        eventually()
                .until(
                        () -> texts("#now-figures dt"),
                        names -> names.stream().noneMatch(name -> name.contains(StreamStory.THIRD)));
    }

    @Test
    void oneWindowIsNotSpreadOverADay() {
        service.tell(collapse.champion());
        service.tell(collapse.window(0, 100, 0.9));
        open("");
        eventually().until(() -> painted.texts("accuracy-chart").size(), texts -> texts > 3);

        assertThat(painted.texts("accuracy-chart"))
                .filteredOn(text -> text.matches("[0-9]{2}:[0-9]{2}(:[0-9]{2})?"))
                .as("times on the axis of one window of a minute, in any time zone")
                .isNotEmpty()
                .allMatch(time -> {
                    int minute = Integer.parseInt(time.substring(3, 5));
                    return minute <= 6 || minute >= 54 || minute % 30 <= 6 || minute % 30 >= 24;
                });
        assertThat(painted.texts("accuracy-chart")).noneMatch(text -> text.matches("(19|20)[0-9]{2}|.* [A-Z][a-z]{2}"));
    }

    @Test
    void labelsOfTheAxesAreWhole() {
        service.tell(service.story.all(200));
        open("");
        eventually().until(() -> painted.texts("classes-chart").size(), texts -> texts > 3);
        eventually().until(() -> painted.texts("evidence-chart").size(), texts -> texts > 3);

        assertThat(painted.cut()).isEmpty();
    }

    @Test
    void aWindowOfOneLabelIsFainterThanOneOfManyAndSaysHowManyThereAre() {
        service.tell(collapse.champion());
        service.tell(collapse.window(0, 500, 0.9));
        service.tell(collapse.window(1, 1, 0));
        open("");
        eventually().until(() -> painted.opacities("accuracy-chart").size(), points -> points >= 2);

        List<Double> opacities = painted.opacities("accuracy-chart").stream()
                .map(Number::doubleValue)
                .toList();
        assertThat(opacities).as("of 500 labels and of one").contains(1.0).anyMatch(alpha -> alpha < 0.3);
        assertThat(text("#accuracy-chart .u-legend")).contains("0 % (1 label)");
    }

    @Test
    void aLegendThatNobodyPointsAtShowsTheLatestValues() {
        service.tell(service.story.all(100));
        open("");
        for (String chart : List.of("#accuracy-chart", "#quality-chart", "#evidence-chart")) {
            eventually().until(() -> elements(chart + " .u-legend").size(), legends -> legends == 1);
            assertThat(texts(chart + " .u-legend tr:not(.bound):not(.u-off) .u-value"))
                    .as(chart)
                    .hasSizeGreaterThan(1)
                    .noneMatch(value -> value.isBlank() || value.contains("–") || value.contains("--"));
        }
    }

    @Test
    void namesOfNeighbouringSwapsStandBelowEachOther() {
        service.tell(service.story.all(100));
        service.tell(service.story.version("f00d00000001", Stage.RETIRED, null, true));
        List<String> champions = List.of("abcdef000001", "bcdefa000002", "cdefab000003");
        for (int i = 0; i < champions.size(); i++) {
            service.tell(ModelVersion.newBuilder(service.story.version(champions.get(i), Stage.CHAMPION, null, true))
                    .setStageChangedAt(StreamStory.BEGIN.plusSeconds(1_800 + 20L * i))
                    .build());
        }
        open("");
        eventually().until(() -> painted.texts("quality-chart"), texts -> texts.contains("abcdef"));

        assertThat(painted.overlapping("quality-chart", "^[a-f]{6}$")).isEmpty();
    }

    @Test
    void everyCandidateHasItsColour() {
        service.tell(service.story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        QualityWindow window = service.story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null);
        List<ArmQuality> arms = new ArrayList<>(window.getArms());
        for (String candidate : List.of("c1", "c2", "c3", "c4")) {
            arms.add(ArmQuality.newBuilder(window.getArms().get(0))
                    .setArm(Arm.CANDIDATE.text())
                    .setModelVersion(candidate + "0000000000")
                    .build());
        }
        service.tell(QualityWindow.newBuilder(window).setArms(arms).build());
        open("");
        eventually()
                .until(
                        () -> texts("#quality-chart .u-legend .u-label"),
                        names -> names.stream()
                                        .filter(name -> name.startsWith("candidate") && !name.contains(","))
                                        .count()
                                == 4);

        Object colours = chromium.executeScript("""
                return new Set([...document.querySelectorAll('#quality-chart .u-legend tr:not(.bound)')]
                    .filter(row => row.textContent.startsWith('candidate'))
                    .map(row => getComputedStyle(row.querySelector('.u-marker')).borderTopColor)).size""");
        assertThat(((Number) colours).intValue()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "flips", "versions"})
    void aLinkToASectionEndsThere(String section) {
        service.tell(service.story.all(400));
        open("#" + section);
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 400 original embeddings"));
        eventually().until(() -> elements("#versions-list > li").size(), versions -> versions == 4);

        eventually()
                .untilAsserted(() -> assertThat(
                                number("return document.getElementById('" + section + "').getBoundingClientRect().top"))
                        .as("upper edge of the section in the window")
                        .isBetween(-5.0, 300.0));
    }

    @Test
    void everyEntryOfTheNavigationIsSeenOnAPhone() {
        service.tell(service.story.all(10));
        Chromium.resize(chromium, 360, 740, true);
        open("");
        eventually().until(() -> text("#connection"), state -> state.equals("live"));

        assertThat(number("""
                return Math.max(...[...document.querySelectorAll('nav a')].map(one => one.getBoundingClientRect().right))""")).isLessThanOrEqualTo(360);
        shoot("phone.png");
    }

    @Test
    void textOnChartsGrowsOnAWall() {
        service.tell(service.story.all(100));
        open("");
        eventually().until(() -> painted.sizes("quality-chart").size(), texts -> texts > 3);
        double desk = painted.sizes("quality-chart").stream()
                .mapToDouble(Number::doubleValue)
                .max()
                .orElseThrow();

        Chromium.resize(chromium, 3840, 2160, false);
        open("?wall");
        eventually().until(() -> painted.sizes("quality-chart").size(), texts -> texts > 3);

        assertThat(painted.sizes("quality-chart").stream()
                        .mapToDouble(Number::doubleValue)
                        .max()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(1.2 * desk);
    }

    @Test
    void sourcesAreInTheOrderOfTheirNumbers() {
        service.tell(service.story.all(10));
        for (int source : new int[] {10, 2, 1, 11}) {
            service.tell(QualityWindow.newBuilder(service.story.quality(StreamStory.SECOND, 3, 0.8, 0.9, null))
                    .setSlice(Slice.ofSource("scanner " + source).text())
                    .build());
        }
        open("");

        eventually()
                .until(
                        () -> texts("#slice option"),
                        slices -> slices.equals(List.of(
                                "all",
                                "source=scanner 1",
                                "source=scanner 2",
                                "source=scanner 10",
                                "source=scanner 11")));
        eventually()
                .until(
                        () -> texts("#slices tbody th"),
                        rows -> rows.equals(List.of("all", "scanner 1", "scanner 2", "scanner 10", "scanner 11")));
    }

    @Test
    void anEmptyPageSaysWhatToDo() {
        service.imagesWait(360);
        open("");

        eventually().until(() -> text("#now-title"), title -> title.equals("No model is in use yet"));
        assertThat(text("#light-right .next")).contains("./pentimento train --dataset FOLDER");
        assertThat(text("#light-right .sentence"))
                .isEqualTo(
                        "About 360 images wait until a version is the champion. Kafka keeps them for topic.retention.images.");
    }

    @Test
    void theHeadlineIsShort() {
        Chromium.resize(chromium, 390, 844, true);
        service.tell(service.story.all(100));
        open("");
        eventually().until(() -> text("#now-title"), title -> title.startsWith("The model"));

        assertThat(number("""
                const title = document.getElementById('now-title');
                return title.getBoundingClientRect().height / parseFloat(getComputedStyle(title).lineHeight)""")).as("lines").isLessThan(2.5);
    }

    @Test
    void thePageWorksUnderAPathPrefix() {
        service.tell(service.story.all(100));
        try (PrefixProxy proxy = new PrefixProxy(service.address())) {
            requests.alsoTo(URI.create(proxy.address()).getAuthority());
            chromium.get(proxy.address());

            eventually().until(() -> text("#connection"), state -> state.equals("live"));
            eventually().until(() -> elements("#accuracy-chart canvas").size(), charts -> charts == 1);
            eventually().until(() -> {
                chromium.executeScript("document.getElementById('flips-gallery').scrollIntoView()");
                return elements("#flips-gallery img").size() > 0;
            });
            assertThat((List<?>) chromium.executeScript("""
                    return performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)
                        .filter(path => !path.startsWith(arguments[0]))""", PrefixProxy.PREFIX))
                    .as("requests beside the prefix")
                    .isEmpty();
            assertThat((List<?>) chromium.executeScript("""
                    return [...document.querySelectorAll('a[href]')].map(one => new URL(one.href).pathname)
                        .filter(path => !path.startsWith(arguments[0]))""", PrefixProxy.PREFIX))
                    .as("links beside the prefix")
                    .isEmpty();
            chromium.get("about:blank");
        }
    }

    @Test
    void anImageWhoseIdHasSlashesIsShown() {
        String id = "ward 3/scanner+b/../100 %.png";
        service.tell(service.story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        Prediction prediction = service.story.prediction(4, StreamStory.BEGIN, true);
        service.tell(Prediction.newBuilder(prediction)
                .setImageId(id)
                .setCorrected(Opinion.newBuilder(prediction.getCorrected())
                        .setLabel("another")
                        .build())
                .build());
        service.name(4, id);
        open("");

        eventually().until(() -> {
            chromium.executeScript("document.getElementById('flips-gallery').scrollIntoView()");
            return elements("#flips-gallery img").size() == 1;
        });
    }

    @Test
    void aSliceThatNobodyKnowsShowsNothingAndTheOthersAreOffered() {
        service.tell(service.story.all(10));
        open("?slice=source%3Dgone");

        eventually().until(() -> text("#quality-chart"), chart -> chart.contains("No window has been judged yet."));
        assertThat(texts("#slice option")).contains("all", "source=gone");
    }

    @Test
    void matricesAreFetchedWhenSomebodyLooksAtThem() {
        service.tell(service.story.all(100));
        open("");
        eventually().until(() -> elements("#accuracy-chart canvas").size(), charts -> charts == 1);
        eventually().until(() -> elements("#reliability-chart canvas").size(), charts -> charts == 1);
        assertThat(totals()).isZero();

        press("#confusion-details summary");

        eventually().until(() -> elements("#confusion table").size(), tables -> tables == 3);
        assertThat(totals()).isPositive();
    }

    private static double totals() {
        return number("""
                return performance.getEntriesByType('resource').filter(one => one.name.includes('/quality/total')).length""");
    }
}
