package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.ManyClasses;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The largest page that the documentation promises: nothing freezes. Every number is seeded. */
class ScaleIT extends InTheBrowser {
    private static final String WATCH = """
            window.longTasks = [];
            new PerformanceObserver(list => window.longTasks.push(...list.getEntries()
                .map(one => [one.startTime, one.duration]))).observe({type: 'longtask', buffered: true});""";
    /** Windows of the year: 525,600 with one for each minute, which takes a minute; fewer where time is short. */
    private static final int YEAR = Integer.getInteger("pentimento.year.windows", 26_280);

    /** The aim on an idle machine is 200; a busy one takes longer, but a page that draws all of a thousand classes far longer. */
    private static final int LONGEST_TASK_MILLIS = 2_000;

    private static final int MOST_BYTES_NOW = 20_000;
    private static final int MOST_BYTES_FIRST_LOAD = 500_000;

    @Test
    void aThousandClassesUnderLoadFreezeNothing() throws Exception {
        ManyClasses many = new ManyClasses(1_000, 18);
        service.tell(many.champion());
        service.tell(many.windows(0, 60));
        Object script = chromium.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH))
                .get("identifier");
        ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
        try {
            AtomicInteger minute = new AtomicInteger(60);
            load.scheduleAtFixedRate(
                    () -> service.tell(many.windows(minute.get(), minute.incrementAndGet())),
                    0,
                    500,
                    TimeUnit.MILLISECONDS);
            open("?classes=open");
            eventually().until(() -> elements("#classes-table tbody tr").size(), rows -> rows > 10);
            int opened = minute.get();
            eventually().until(minute::get, now -> now > opened + 12);

            assertThat(elements("#classes-table tbody tr").size())
                    .as("rows that are drawn")
                    .isLessThan(60);
            assertThat(elements("#parts-classes-table tbody tr").size()).isLessThan(60);
            assertThat(text("#classes-table")).contains("of 1,000");
            assertThat(number("""
                    const painted = performance.getEntriesByName('first-contentful-paint')[0].startTime;
                    return Math.max(0, ...window.longTasks.filter(one => one[0] > painted).map(one => one[1]));"""))
                    .as("longest task after the first paint, in milliseconds")
                    .isLessThan(LONGEST_TASK_MILLIS);
            assertThat(body("api/v1/now").length()).as("bytes of /now").isLessThan(MOST_BYTES_NOW);
        } finally {
            load.shutdownNow();
            load.awaitTermination(30, TimeUnit.SECONDS);
            chromium.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
        shoot("classes-1000.png");
        worstFirstAndFound();
        matrixOfAThousand();
    }

    private static void worstFirstAndFound() {
        assertThat(texts("#classes-table tbody th").get(0)).isEqualTo(ManyClasses.name(ManyClasses.WORST));
        type("#classes-table input", "class 99");
        eventually().until(() -> texts("#classes-table tbody th").size(), rows -> rows == 11);
        Accessibility.check(chromium, "a thousand classes");
    }

    private static void matrixOfAThousand() {
        press("#confusion-details summary");
        eventually()
                .until(
                        () -> label("#confusion-original canvas"),
                        name -> name.contains("of 1,000 classes. Most often, " + ManyClasses.name(ManyClasses.WORST)
                                + " is predicted as " + ManyClasses.name(ManyClasses.WORST + 1)));
        assertThat(texts("#confusion-original tbody tr").get(0)).contains(ManyClasses.name(ManyClasses.WORST));
        shoot("matrix-1000.png");
    }

    @Test
    void fiftyThousandPointsAreOnTheMap() {
        service.close();
        service = ServedPage.start(new Limits(50_000, 1_500, 50, 500));
        service.tell(service.story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        for (int number = 0; number < 50_000; number++) {
            service.tell(service.story.prediction(number, StreamStory.BEGIN.plusMillis(number), number % 2 == 0));
        }
        open("?colour=flip");
        eventually().until(() -> label("#map-original"), name -> name.contains("Map of 50000"));
        chromium.executeScript("document.getElementById('map').scrollIntoView()");

        shoot("map-50000.png");
    }

    @Test
    void aYearIsToldInHoursAndDays() throws Exception {
        Duration window = Duration.ofDays(365).dividedBy(YEAR);
        Instant begin = StreamStory.BEGIN.minus(Duration.ofDays(365));
        service.tell(service.story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        long started = System.nanoTime();
        QualityWindow one = service.story.quality(StreamStory.FIRST, 0, 0.8, 0.9, null);
        for (int number = 0; number < YEAR; number++) {
            Instant start = begin.plus(window.multipliedBy(number));
            service.forget(QualityWindow.newBuilder(one)
                    .setWindowStart(start)
                    .setWindowEnd(start.plus(window))
                    .build());
        }
        System.out.printf(
                "A year of %,d windows was read in %.1f s; the heap has %,d MB.%n",
                YEAR, (System.nanoTime() - started) / 1e9, used());

        open("?from=-30d");
        eventually().until(() -> label("#quality-chart"), chart -> chart.contains("over 720 hours"));
        choose("#span", "champion");
        eventually().until(() -> label("#quality-chart"), chart -> chart.contains("over 366 days"));
        assertThat(chromium.getCurrentUrl()).contains("from=champion");
        choose("#span", "-24h");
        eventually().until(() -> label("#quality-chart"), chart -> chart.contains(" windows. "));
        assertThat(body("api/v1/quality?from=2026-01-01&to=2026-01-03")).contains("\"resolution\":\"DAYS\"");
    }

    private static long used() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }

    @Test
    void theFirstLoadIsLight() {
        service.tell(service.story.all(200));
        open("");
        eventually().until(() -> elements("#quality-chart canvas").size(), charts -> charts == 1);
        awaitGallery();

        assertThat(number("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                    .filter(one => !one.name.includes('/api/') )
                    .reduce((sum, one) => sum + one.transferSize, 0);""")).as("bytes of page, scripts and styles").isBetween(50_000.0, (double)
                MOST_BYTES_FIRST_LOAD);
    }

    @Test
    void aSpanThatCannotBeReadIsToldAndTheRestIsShown() {
        service.tell(service.story.all(200));
        open("?from=yesterday");

        eventually().until(() -> text("#span-problem"), problem -> problem.contains("from must be a date"));
        eventually().until(() -> text("#light-right"), light -> !light.isEmpty());
        choose("#span", "");
        eventually().until(() -> element("#span-problem").isDisplayed(), shown -> !shown);
        eventually().until(() -> elements("#quality-chart canvas").size(), charts -> charts == 1);
    }

    private String body(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.address() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
