package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page as a reader sees it in a browser. */
class PageIT extends InTheBrowser {
    @Test
    void theStreamsStoryIsToldAsItHappens() {
        service.tell(service.story.clean(300));
        open("");
        eventually().until(() -> text("#light-helps .answer"), answer -> answer.equals("Not decided"));
        eventually().until(() -> text("#light-moved .answer"), answer -> answer.equals("No"));
        assertThat(texts("#now-alarms p")).isEmpty();
        assertThat(text("#sampled")).isEmpty();

        service.tell(service.story.drifting(300, 300));

        eventually().until(() -> text("#now-alarms"), alarms -> alarms.contains("Drift: since"));
        assertThat(text("#now-alarms p")).contains("coat", "scanner-b").doesNotContain("component");
        assertThat(texts("#now-alarms details").get(0)).contains("component 3");
        assertThat(text("#light-moved .answer")).isEqualTo("Yes");
        eventually().until(() -> label("#evidence-chart"), chart -> chart.startsWith("Evidence of drift"));
        eventually().until(() -> text("#sampled"), sample -> sample.contains("120 images, 25.0 % of all"));
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 600 original embeddings"));
        eventually().until(() -> label("#map-corrected"), map -> map.equals("Map of 600 corrected embeddings"));
        eventually().until(() -> texts("#flips-gallery li").size(), flips -> flips > 10);

        service.tell(service.story.recovered());

        eventually()
                .until(
                        () -> text("#light-helps .sentence"),
                        sentence -> sentence.equals(
                                "+2.1 points of accuracy (+0.9 to +3.4) on 3,120 labels since it became champion."));
        eventually().until(() -> texts("#now-alarms p"), List::isEmpty);
        eventually().until(() -> text("#alarms"), alarms -> alarms.contains("Drift, resolved"));
        eventually().until(() -> text("#now-figures"), figures -> figures.contains(StreamStory.SECOND));
        eventually().until(() -> text("#dead-letters-table"), letters -> letters.contains("undecodable image"));
        assertThat(chromium.getTitle()).isEqualTo("wrong · Pentimento");
    }

    @Test
    void theGalleryShowsWhatTheCorrectionDidByClassAndSource() {
        service.tell(service.story.all(400));
        open("");
        awaitGallery();

        choose("#flips-kind", "helped");
        choose("#flips-source", "scanner-b");
        choose("#flips-class", "coat");

        eventually()
                .until(
                        () -> texts("#flips-gallery li"),
                        flips -> !flips.isEmpty()
                                && flips.stream()
                                        .allMatch(flip -> flip.contains("helped")
                                                && flip.contains("scanner-b")
                                                && flip.contains("coat")));
    }

    @Test
    void aVersionIsPromotedByWhoHasTheToken() {
        service.tell(service.story.all(100));
        open("");
        eventually().until(() -> elements(promote()).size(), buttons -> buttons == 1);

        press(promote());
        type("#ask input[maxlength]", "it is better");
        press("#ask-yes");
        eventually().until(() -> text("#ask-problem"), problem -> problem.equals("this needs the token"));
        type("#ask input[type=password]", "a guess");
        press("#ask-yes");
        eventually().until(() -> text("#ask-problem"), problem -> problem.equals("this is not the token"));
        assertThat(service.commands).isEmpty();
        type("#ask input[type=password]", ServedPage.TOKEN);
        press("#ask-yes");

        eventually().until(() -> service.commands.size(), sent -> sent == 1);
        ModelCommand sent = service.commands.get(0);
        assertThat(sent.getKind()).isEqualTo(CommandKind.PROMOTE);
        assertThat(sent.getVersion()).isEqualTo(StreamStory.THIRD);
        assertThat(sent.getReason()).isEqualTo("it is better");
        eventually().until(() -> element("#ask").isDisplayed(), shown -> !shown);

        service.tell(sent);

        eventually().until(() -> text("#commands"), commands -> commands.contains("waiting for an answer"));
    }

    private static String promote() {
        return "[data-action=promote-" + StreamStory.THIRD + "]";
    }

    @Test
    void thePageFindsTheServiceAgainThatWasStartedAnew() {
        service.tell(service.story.clean(200));
        open("");
        eventually().until(() -> text("#connection"), state -> state.equals("live"));
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 200 original embeddings"));

        service.stop();

        eventually().until(() -> text("#connection"), state -> state.equals("reconnecting"));
        assertThat(text("#stale"))
                .contains("No connection to the service since")
                .contains("the figures are outdated");

        service.restart();

        eventually().until(() -> text("#connection"), state -> state.equals("live"));
        eventually().until(() -> element("#stale").isDisplayed(), shown -> !shown);
        service.tell(service.story.drifting(200, 200));
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 400 original embeddings"));
        eventually().until(() -> text("#now-alarms"), alarms -> alarms.contains("Drift: since"));
    }

    @Test
    void whatTheServiceCannotReadIsToldAsOld() {
        service.tell(service.story.clean(100));
        open("");
        eventually().until(() -> text("#connection"), state -> state.equals("live"));
        assertThat(element("#behind").isDisplayed()).isFalse();

        service.cannotReadBecause("the broker does not answer");
        service.tell(service.story.drifting(100, 10));

        eventually().until(() -> text("#behind"), notice -> notice.contains("the broker does not answer"));
    }

    @Test
    void figuresThatNothingIsAddedToAreToldAsOld() {
        service.tell(service.story.clean(100));
        service.itIs(StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(39)).plusSeconds(30));
        open("");
        eventually().until(() -> text("#light-helps .answer"), answer -> answer.equals("Not decided"));
        assertThat(element("#quiet").isDisplayed()).isFalse();

        service.itIs(StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(60)));
        service.tell(service.story.quality(StreamStory.FIRST, null, 0.902, 0.905, null));

        eventually().until(() -> text("#quiet"), notice -> notice.contains("21 min ago"));
    }

    @Test
    void qualityDriftAndTrainingAreToldInFull() {
        service.tell(service.story.all(200));
        open("?confusion=open&version=" + StreamStory.SECOND);

        eventually()
                .until(
                        () -> text("#quality-caption"),
                        caption -> caption.equals(
                                "Balanced accuracy of every arm, by window, with its confidence sequence"));
        eventually().until(() -> label("#reliability-chart"), chart -> chart.contains("corrected is off by 4.0 %"));
        eventually().until(() -> label("#estimate-chart"), chart -> chart.contains("estimated without labels"));
        eventually().until(() -> elements("#confusion table").size(), tables -> tables == 3);
        assertThat(text("#confusion")).contains("flips between them");
        eventually()
                .until(
                        () -> texts(".losses figcaption"),
                        losses -> losses.equals(List.of("Losses of the encoder", "Losses of the correction")));
        eventually().until(() -> elements(".losses canvas").size(), charts -> charts == 2);
    }

    @Test
    void whatMovedIsToldByComponentAndClassAndAnAlarmShowsItsImages() {
        service.tell(service.story.clean(200));
        open("");
        eventually().until(() -> texts("#parts tbody tr").size(), rows -> rows == 4 + StreamStory.CLASSES.size());
        assertThat(texts("#parts tr.moved")).isEmpty();
        assertThat(text("#alarm-announcement")).isEmpty();

        service.tell(service.story.drifting(200, 200));

        eventually()
                .until(() -> texts("#parts tr.moved th"), moved -> moved.equals(List.of("component 1", "component 3")));
        eventually()
                .until(
                        () -> label("#components-chart"),
                        chart -> chart.equals("Stability index by window; largest in the latest: "
                                + "component 3, component 1, component 4, component 2."));
        eventually()
                .until(
                        () -> label("#classes-chart"),
                        chart -> chart.contains("furthest from it in the latest window: "));
        eventually().until(() -> texts("#alarm-announcement").get(0), said -> said.startsWith("Drift alarm, raised"));
        eventually()
                .until(
                        () -> texts("#alarms .examples li span"),
                        examples -> examples.equals(
                                List.of("image-250", "image-251", "image-252", "image-253", "image-254", "image-255")));
        chromium.executeScript("document.querySelector('#alarms .examples').scrollIntoView()");
        eventually().until(() -> elements("#alarms .examples img").size(), images -> images == 6);

        service.tell(service.story.recovered());

        eventually().until(() -> texts("#alarm-announcement").get(0), said -> said.contains("is no longer open"));
    }

    @Test
    void whomTheCorrectionHelpsIsToldByClass() {
        service.tell(service.story.all(200));
        open("?confusion=open");

        eventually()
                .until(
                        () -> texts("#by-class tbody tr"),
                        rows -> rows.size() == StreamStory.CLASSES.size()
                                && rows.get(0).equals(StreamStory.CLASSES.get(0) + "6241005+15.2 points"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyDownloadIsATable() {
        service.tell(service.story.all(200));
        open("");
        eventually().until(() -> elements("a.download:not([href])").isEmpty());

        List<String> downloads = (List<String>) chromium.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                Promise.all([...document.querySelectorAll('a.download')].map(async link => {
                  const response = await fetch(link.href);
                  const lines = (await response.text()).trim().split('\\r\\n').length;
                  return `${response.status} ${response.headers.get('content-type').split(';')[0]} ${lines > 1 ? 'rows' : 'no rows'} ${link.getAttribute('href')}`;
                })).then(done);""");

        assertThat(downloads)
                .hasSizeGreaterThan(20)
                .allSatisfy(each -> assertThat(each).startsWith("200 text/csv rows "));
    }

    @Test
    void aVersionIsRejectedAndTheChampionRolledBackByWhoHasTheToken() {
        service.tell(service.story.all(100));
        open("");
        String reject = "[data-action=reject-" + StreamStory.THIRD + "]";
        eventually().until(() -> elements(reject).size(), buttons -> buttons == 1);

        press(reject);
        assertThat(text("#ask-text")).contains("can never become the champion");
        press("#ask-no");
        assertThat(service.commands).as("cancelled").isEmpty();
        press(reject);
        type("#ask input[type=password]", ServedPage.TOKEN);
        press("#ask-yes");
        eventually().until(() -> service.commands.size(), sent -> sent == 1);
        eventually().until(() -> element("#ask").isDisplayed(), shown -> !shown);
        press("#roll-back");
        eventually().until(() -> element("#ask").isDisplayed(), shown -> shown);
        assertThat(elements("#ask input[type=password]"))
                .as("the token is known")
                .isEmpty();
        press("#ask-yes");
        eventually().until(() -> service.commands.size(), sent -> sent == 2);

        assertThat(service.commands)
                .extracting(ModelCommand::getKind)
                .containsExactly(CommandKind.REJECT, CommandKind.ROLL_BACK);
        assertThat(service.commands).extracting(ModelCommand::getVersion).containsExactly(StreamStory.THIRD, null);
    }

    @Test
    void aSampleIsPlacedByTsneOnRequest() {
        service.tell(service.story.all(400));
        open("");
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 400 original embeddings"));

        choose("#map-places", "tsne");

        eventually().until(() -> label("#map-corrected"), map -> map.equals("Map of 300 corrected embeddings"));
        eventually().until(() -> text("#map-hint"), hint -> hint.startsWith("300 of the latest images"));

        choose("#map-places", "components");

        eventually().until(() -> label("#map-corrected"), map -> map.equals("Map of 400 corrected embeddings"));
    }

    @Test
    void oneAddressShowsOneState() {
        service.tell(service.story.all(400));
        open("");
        choose("#quality-measure", "macroF1");
        choose("#map-colour", "flip");
        choose("#flips-kind", "hurt");
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 400 original embeddings"));
        element("#map-original").sendKeys(Keys.HOME);
        String link = chromium.getCurrentUrl();

        chromium.get("about:blank");
        chromium.get(link);

        eventually().until(() -> text("#quality-caption"), caption -> caption.startsWith("Macro F1"));
        assertThat(chosen("#quality-measure")).isEqualTo("macroF1");
        assertThat(chosen("#map-colour")).isEqualTo("flip");
        assertThat(chosen("#flips-kind")).isEqualTo("hurt");
        eventually().until(() -> text("#map-legend"), legend -> legend.contains("helped"));
        eventually().until(() -> text("#map-detail"), detail -> detail.contains("image-0"));
    }

    @Test
    void aPartOfTheTimeIsLookedAtOnAllChartsAndInTheAddressWhateverComes() {
        service.tell(service.story.clean(200));
        open("");
        eventually().until(() -> elements("#quality-chart .u-over").size(), charts -> charts == 1);
        assertThat(element("#whole-time").isDisplayed()).isFalse();

        WebElement chart = element("#quality-chart .u-over");
        int third = chart.getSize().getWidth() / 3;
        new Actions(chromium)
                .moveToElement(chart, -third / 2, 0)
                .clickAndHold()
                .moveByOffset(third, 0)
                .release()
                .perform();
        eventually().until(() -> chromium.getCurrentUrl(), url -> url.matches(".*[?&]from=2026-[^&]*&to=2026-.*"));
        String link = chromium.getCurrentUrl();
        service.tell(service.story.drifting(200, 100));
        eventually().until(() -> text("#now-alarms"), alarms -> alarms.contains("Drift: since"));

        chromium.get("about:blank");
        chromium.get(link);

        for (String each : List.of("#quality-chart", "#difference-chart", "#evidence-chart")) {
            eventually().until(() -> label(each), name -> name.matches("(?s).* Shown from .* to .*"));
        }
        press("#whole-time");
        eventually().until(() -> label("#evidence-chart"), name -> !name.contains("Shown from"));
        assertThat(chromium.getCurrentUrl()).doesNotContain("from=");
        assertThat(element("#whole-time").isDisplayed()).isFalse();
    }

    @Test
    void everythingIsReachedByKeyboard() {
        service.tell(service.story.all(400));
        open("");
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 400 original embeddings"));
        tab();
        assertThat(focused()).isEqualTo("Skip to the content");
        element("#map-original").sendKeys(Keys.END);
        eventually().until(() -> text("#map-detail"), detail -> detail.contains("image-399"));
        element("#map-corrected").sendKeys(Keys.ARROW_LEFT);
        eventually().until(() -> text("#map-detail"), detail -> detail.contains("image-398"));

        element("#token-button").sendKeys(Keys.ENTER);
        eventually().until(() -> element("#ask").isDisplayed(), shown -> shown);
        new Actions(chromium).sendKeys(Keys.ESCAPE).perform();
        eventually().until(() -> element("#ask").isDisplayed(), shown -> !shown);
        assertThat(focused()).isEqualTo("Token");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 820, 1920})
    void noWidthNeedsHorizontalScrolling(int width) {
        service.tell(service.story.all(400));
        Chromium.resize(chromium, width, 800, width < 800);
        open("");
        awaitGallery();
        unfold();

        eventually()
                .untilAsserted(() -> assertThat(chromium.executeScript("""
                        const width = document.documentElement.clientWidth;
                        return [...document.querySelectorAll('main *')]
                            .filter(one => !one.closest('.scroll, .unseen'))
                            .filter(one => one.getBoundingClientRect().right > width + 1)
                            .map(one => one.tagName + '#' + one.id + '.' + one.className);"""))
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                        .as("what reaches beyond the right edge")
                        .isEmpty());
        assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void noSeriousBarrierStandsInAnybodysWay(String scheme) {
        service.tell(service.story.all(400));
        Chromium.prefer(chromium, scheme);
        open("");
        awaitGallery();
        unfold();
        Accessibility.check(chromium, scheme);

        press(promote());
        eventually().until(() -> element("#ask").isDisplayed(), shown -> shown);
        Accessibility.check(chromium, scheme + ", with the dialog open");
    }

    /**
     * Counted in dots, not in time: a slow machine must not fail the test. Drawing both maps takes 10,000 dots, so 40 moves
     * that redrew them would take 400,000.
     */
    @Test
    void aMoveOfThePointerDoesNotRedrawFiveThousandPoints() {
        service.tell(service.story.all(5_000));
        open("");
        eventually().until(() -> label("#map-original"), map -> map.equals("Map of 5000 original embeddings"));
        countDots();

        chromium.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const canvas = document.getElementById('map-original');
                canvas.scrollIntoView({block: 'center'});
                const box = canvas.getBoundingClientRect();
                let step = 0;
                const move = () => {
                  canvas.dispatchEvent(new PointerEvent('pointermove', {
                    clientX: box.left + box.width * (0.3 + 0.4 * (step % 10) / 10),
                    clientY: box.top + box.height * (0.3 + 0.4 * step / 40), bubbles: true}));
                  requestAnimationFrame(() => ++step < 40 ? setTimeout(move, 0) : done());
                };
                requestAnimationFrame(move);""");
        double moves = number("return window.dots");
        service.tell(service.story.drifting(5_000, 20));
        eventually().until(() -> {
            element("#map-original").sendKeys(Keys.END);
            return text("#map-detail").contains("image-5019");
        });
        double news = number("return window.dots") - moves;

        assertThat(text("#map-detail")).contains("corrected");
        assertThat(moves).as("dots drawn for 40 moves of the pointer").isBetween(2.0, 100_000.0);
        assertThat(news).as("dots drawn for news of every part").isBetween(10_000.0, 200_000.0);
    }

    private static void countDots() {
        chromium.executeScript("""
                window.dots = 0;
                const arc = CanvasRenderingContext2D.prototype.arc;
                CanvasRenderingContext2D.prototype.arc = function (...of) {
                  window.dots++;
                  return arc.apply(this, of);
                };""");
    }
}
