package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first screen: is the model still right, has the input moved, does the correction help. */
class LightsIT extends InTheBrowser {
    private final Collapse collapse = new Collapse();

    /** 45,000 good images, then a fall whose labels come after the images. */
    @Test
    void aFallIsToldAsSoonAsItsLabelsCome() {
        service.tell(collapse.champion());
        service.tell(collapse.labelled(0, Collapse.FALL, 0.87));
        service.tell(collapse.drift(Collapse.FALL - 1, false));
        open("");
        eventually().until(() -> text("#now-title"), title -> title.equals("The model is still right"));
        assertThat(text("#light-right .answer")).isEqualTo("Yes");
        assertThat(text("#light-moved .answer")).isEqualTo("No");
        assertThat(text("#light-helps .answer")).isEqualTo("None");

        service.tell(collapse.unlabelled(Collapse.FALL, Collapse.FALL + 10));
        service.tell(collapse.drift(Collapse.FALL + 9, true));

        eventually().until(() -> text("#now-title"), title -> title.equals("Nobody knows whether the model is right"));
        assertThat(text("#light-right .sentence")).contains("no image since then has a label", "was 87.0 %");
        assertThat(text("#light-moved .answer")).isEqualTo("Yes");
        assertThat(text("#light-moved .sentence"))
                .contains("shirt is named more often")
                .doesNotContain("component");

        service.tell(collapse.labelled(Collapse.FALL, Collapse.FALL + 1, 0.36));

        eventually().until(() -> text("#now-title"), title -> title.equals("The model is wrong too often"));
        assertThat(text("#light-right .sentence"))
                .isEqualTo("In the last window, accuracy is 36.0 %, below the floor of 84.0 %.");
        assertThat(element("#light-right").getAttribute("class")).contains("bad");
        assertThat(text("#light-right"))
                .contains("500 labels", "At training\n89.0 %")
                .doesNotContain("67");
        assertThat(text("#light-helps .next")).contains("The trainer learns one");
        assertThat(chromium.getTitle()).isEqualTo("wrong · Pentimento");
        eventually()
                .until(
                        () -> label("#accuracy-chart"),
                        chart -> chart.contains("accuracy by window: latest 36.0 % on 500 labels"));
        assertThat(texts("#now-figures dt"))
                .filteredOn(name -> name.contains("original"))
                .as("an average over all time says so")
                .allMatch(name -> name.contains("since it became champion"));
    }

    /** The estimate says 67 % while the truth is 36 %: its band contains the floor, so it is not shown. */
    @Test
    void aFallThatNobodyLabelsIsToldAsNotKnown() {
        service.tell(collapse.champion());
        service.tell(collapse.unlabelled(0, Collapse.FALL));
        service.tell(collapse.drift(Collapse.FALL - 1, false));
        open("");
        eventually().until(() -> text("#light-right .answer"), answer -> answer.equals("Probably"));
        assertThat(text("#light-right .sentence")).contains("Estimated without labels, accuracy is 88.0 %");

        service.tell(collapse.unlabelled(Collapse.FALL, Collapse.FALL + 10));
        service.tell(collapse.drift(Collapse.FALL + 9, true));

        eventually().until(() -> text("#now-title"), title -> title.equals("Nobody knows whether the model is right"));
        assertThat(element("#light-right").getAttribute("class")).contains("unknown");
        assertThat(text("#light-right")).doesNotContain("67").contains("Label some of the latest images");
        assertThat(element("#light-moved").getAttribute("class")).contains("bad");
    }

    @Test
    void anOldEstimateIsNotGivenAsTheCurrentOne() {
        service.tell(collapse.champion());
        service.tell(collapse.unlabelled(0, Collapse.FALL));
        service.tell(collapse.drift(Collapse.FALL - 2, false));
        service.tell(DriftWindow.newBuilder(collapse.drift(Collapse.FALL - 1, false))
                .setEstimate(null)
                .setNoEstimate("fewer than 30 images")
                .build());
        open("");

        eventually()
                .until(
                        () -> label("#estimate-chart"),
                        chart -> chart.contains("The latest window has no estimate: fewer than 30 images."));
        assertThat(text("#estimate-warning")).contains("fewer than 30 images");
        assertThat(text("#estimate-chart")).doesNotContain("88 %");
    }

    @Test
    void aChartIsSeenWithoutScrolling() {
        Chromium.resize(chromium, 1440, 900, false);
        service.tell(collapse.champion());
        service.tell(collapse.labelled(0, Collapse.FALL, 0.87));
        service.tell(collapse.labelled(Collapse.FALL, Collapse.FALL + 2, 0.36));
        service.tell(collapse.drift(Collapse.FALL + 1, true));
        open("");
        eventually().until(() -> text("#now-title"), title -> title.equals("The model is wrong too often"));
        eventually().until(() -> elements("#accuracy-chart canvas").size(), charts -> charts == 1);

        eventually()
                .untilAsserted(() -> assertThat(number("""
                        return document.querySelector('#accuracy-chart canvas').getBoundingClientRect().bottom"""))
                        .as("lower edge of the chart, with the alarm below it")
                        .isBetween(300.0, 900.0));
        shoot("lights-1440.png");
    }

    @Test
    void oneAlarmIsToldOnceWhereThereIsOneSource() {
        service.tell(collapse.champion());
        service.tell(collapse.labelled(0, 10, 0.87));
        service.tell(collapse.drift(Collapse.FALL + 1, true));
        service.tell(ofSource("scanner-a"));
        open("");
        eventually().until(() -> elements("#now-alarms .alarm").size(), alarms -> alarms == 1);
        assertThat(text("#light-moved")).contains("Open alarms\n1\n");

        service.tell(ofSource("scanner-b"));

        eventually().until(() -> elements("#now-alarms .alarm").size(), alarms -> alarms == 3);
    }

    private DriftWindow ofSource(String source) {
        DriftWindow window = collapse.drift(Collapse.FALL + 1, true);
        return DriftWindow.newBuilder(window)
                .setSlice(Slice.ofSource(source).text())
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                        .setId("alarm-" + source)
                        .build())
                .build();
    }

    @Test
    void theImagesOfAnAlarmCameAfterIt() {
        service.tell(service.story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        for (int minute : new int[] {44, 46}) {
            service.tell(service.story.prediction(
                    minute, StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(minute)), true));
        }
        service.tell(service.story.drift(47, 1, AlarmState.RAISED));
        open("");

        eventually().until(() -> texts("#alarms .examples li span"), examples -> examples.equals(List.of("image-46")));
    }

    @Test
    void theLightsAreReadByEverybody() {
        service.tell(collapse.champion());
        service.tell(collapse.labelled(0, Collapse.FALL, 0.87));
        service.tell(collapse.labelled(Collapse.FALL, Collapse.FALL + 2, 0.36));
        service.tell(collapse.drift(Collapse.FALL + 1, true));
        for (String scheme : new String[] {"light", "dark"}) {
            Chromium.prefer(chromium, scheme);
            open("");
            eventually().until(() -> text("#now-title"), title -> title.equals("The model is wrong too often"));
            Accessibility.check(chromium, scheme);
        }
    }
}
