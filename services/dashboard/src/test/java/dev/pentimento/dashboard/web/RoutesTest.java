package dev.pentimento.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.LoadReport;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RoutesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(StreamStory.BEGIN.plusSeconds(400));

    private static final String TOKEN = "secret-0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final StreamStory story = new StreamStory();
    private final DashboardState state = new DashboardState(new Limits(400, 100, 10, 50));
    private final List<ModelCommand> commands = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<String> problem = Optional.empty();
    private int port;

    @BeforeEach
    void tellTheStory() {
        story.all(400).forEach(state::accept);
        start(Map.of("dashboard.token", TOKEN, "dashboard.images", "open"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
    }

    private void start(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("dashboard.refresh", "PT0.1S");
        DashboardSettings settings = DashboardSettings.from(Settings.of(all));
        Routes routes = new Routes(
                state,
                new Backend(
                        (partition, offset, id) -> {
                            if (partition == 3) {
                                throw new TimeoutException("the image did not come");
                            }
                            return Optional.of(story.image((int) offset))
                                    .filter(image -> image.getId().equals(id));
                        },
                        story.embeddings(),
                        OptionalLong::empty,
                        commands::add,
                        state::accept,
                        () -> problem),
                new Access(settings.images(), settings.token()),
                settings.refresh(),
                CLOCK);
        OperationsServer server = OperationsServer.start(
                "127.0.0.1", 0, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health(), routes::addTo);
        open.add(routes);
        open.add(server);
        port = server.port();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "application/json");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private HttpResponse<String> command(String token, String body) throws Exception {
        HttpRequest.Builder request = request("/api/v1/commands")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void nowTellsTheVerdictInWords() throws Exception {
        JsonNode now = read("/api/v1/now");

        assertThat(now.at("/helps/sentence").textValue())
                .isEqualTo("+2.1 points of accuracy (+0.9 to +3.4) on 3,120 labels since it became champion.");
        assertThat(now.at("/champion/version").textValue()).isEqualTo(StreamStory.SECOND);
        assertThat(now.get("at").textValue()).isEqualTo("2026-11-23T08:06:40Z");
    }

    @Test
    void whatMayBeOldIsToldAsSuch() throws Exception {
        assertThat(read("/api/v1/now").get("problem").isNull()).isTrue();

        problem = Optional.of("the broker does not answer");

        assertThat(read("/api/v1/now").get("problem").textValue()).isEqualTo("the broker does not answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"quality?from=yesterday", "drift?to=-2x", "classes?from=2026-13-01", "quality?from=-1h&to=-2h"})
    void aSpanThatCannotBeReadIsToldWithItsName(String path) throws Exception {
        HttpResponse<String> response = get("/api/v1/" + path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json.readTree(response.body()).get("detail").textValue())
                .startsWith(path.contains("to=-2x") ? "to must be a date" : "from must be");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-11-23T08:10&to=2026-11-23T08:20",
                "from=2026-11-23T09:10%2B01:00&to=2026-11-23T08:20:00Z",
                "from=2026-11-23T08:10:00Z&to=2026-11-23T10:20%2B02:00"
            })
    void aSpanHasItsWindows(String span) throws Exception {
        JsonNode quality = read("/api/v1/quality?" + span);

        assertThat(quality.get("windows")).hasSize(10);
        assertThat(quality.at("/windows/0/start").textValue()).isEqualTo("2026-11-23T08:10:00Z");
        assertThat(quality.at("/span/resolution").textValue()).isEqualTo("WINDOWS");
    }

    @Test
    void classesAreToldWorstFirstForTheTimeOfTheChampion() throws Exception {
        JsonNode all = read("/api/v1/classes?arm=corrected");
        JsonNode span = read("/api/v1/classes?from=-1h");

        assertThat(all.at("/rows")).hasSize(StreamStory.CLASSES.size());
        assertThat(all.at("/rows/0/recall").doubleValue())
                .isLessThanOrEqualTo(all.at("/rows/4/recall").doubleValue());
        assertThat(span.at("/arm").textValue()).isEqualTo("original");
        assertThat(get("/api/v1/classes?arm=third").statusCode()).isEqualTo(400);
    }

    @Test
    void everyListedAddressAnswers() throws Exception {
        for (JsonNode endpoint : read("/api/v1").get("get")) {
            String path = endpoint.get("path")
                    .textValue()
                    .replace("/commands/{id}", "/commands/one")
                    .replace("{partition}/{offset}/{id}", "0/4/image-4")
                    .replace("{partition}/{offset}", "0/4?id=image-4");
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            if (endpoint.get("parameters").textValue().contains("csv")) {
                assertThat(get(path + "?format=csv").body()).as(path).contains("\r\n");
            }
        }
    }

    @Test
    void qualityAndDriftComeByWindow() throws Exception {
        JsonNode quality = read("/api/v1/quality");
        assertThat(quality.get("windows")).hasSize(90);
        assertThat(quality.get("swaps")).hasSize(2);
        assertThat(quality.at("/total/arms/0/confusion")).as("apart").isEmpty();
        assertThat(quality.at("/total/arms/0/calibration")).hasSize(3);
        assertThat(read("/api/v1/quality/total").at("/total/arms/0/confusion")).hasSize(25);

        JsonNode drift = read("/api/v1/drift?slice=all");
        assertThat(drift.get("windows")).hasSize(90);
        assertThat(drift.at("/alarms/0/resolvedAt").textValue()).isEqualTo("2026-11-23T09:10:00Z");
    }

    @Test
    void whatThePageShowsOfAClassAComponentACellAndAnEpochIsATable() throws Exception {
        assertThat(csv("/api/v1/now")).hasLineCount(2).contains(",HELPS,").contains(StreamStory.SECOND);
        assertThat(csv("/api/v1/quality/comparisons"))
                .hasLineCount(1 + 2 + 90 + 11)
                .contains(
                        "all,,,original," + StreamStory.SECOND + ",corrected," + StreamStory.SECOND + ",9400,402,3120");
        assertThat(csv("/api/v1/quality/classes"))
                .hasLineCount(1 + 2 * StreamStory.CLASSES.size())
                .contains("corrected," + StreamStory.SECOND + ",coat,624,");
        assertThat(csv("/api/v1/quality/confusion")).hasLineCount(1 + 3 * 25).contains(",coat,coat,");
        assertThat(csv("/api/v1/quality/calibration")).hasLineCount(1 + 3 * 3).contains(",200,0.5,0.45");
        assertThat(csv("/api/v1/drift/components"))
                .hasLineCount(1 + 90 * 4)
                .startsWith("slice,window_start,version,component,kolmogorov_smirnov,population_stability,moved\r\n");
        assertThat(csv("/api/v1/drift/classes")).hasLineCount(1 + 90 * StreamStory.CLASSES.size());
        assertThat(csv("/api/v1/versions/validation")).contains("corrected.balanced_accuracy,0.93");
        assertThat(csv("/api/v1/versions/losses")).contains(StreamStory.SECOND + ",encoder,1,6,1.0,1.1");
        assertThat(csv("/api/v1/dead-letters/counts"))
                .hasLineCount(3)
                .contains("UNDECODABLE_IMAGE,embedding,images,9,");
        assertThat(read("/api/v1/quality/classes").get("columns")).hasSize(9);
    }

    private String csv(String path) throws Exception {
        return get(path + "?format=csv").body();
    }

    @Test
    void whatDoesNotExistIsAProblemInJson() throws Exception {
        Map<String, Integer> errors = Map.of(
                "/api/v1/drift?slice=source%3Dx", 404,
                "/api/v1/quality/comparisons?slice=x", 404,
                "/api/v1/flips?kind=x", 404,
                "/api/v1/nothing", 404,
                "/api/v1/images/0/4", 400,
                "/api/v1/now?format=xml", 400);
        for (Map.Entry<String, Integer> error : errors.entrySet()) {
            HttpResponse<String> answer = get(error.getKey());
            assertThat(answer.statusCode()).as(error.getKey()).isEqualTo(error.getValue());
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(error.getKey())
                    .startsWith("application/problem+json");
            JsonNode problem = json.readTree(answer.body());
            assertThat(problem.get("status").intValue()).isEqualTo(error.getValue());
            assertThat(problem.get("detail").textValue()).isNotEmpty();
        }
        HttpResponse<String> wrong = http.send(request("/api/v1/now").DELETE().build(), BodyHandlers.ofString());
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void alarmsComeForEverySliceUnlessOneIsNamed() throws Exception {
        DriftWindow window = story.drift(80, 1, AlarmState.RAISED);
        state.accept(DriftWindow.newBuilder(window)
                .setSlice("source=a")
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm()).setId("of a").build())
                .build());

        assertThat(read("/api/v1/alarms")).hasSize(2);
        assertThat(read("/api/v1/alarms?slice=source%3Da").at("/0/id").textValue())
                .isEqualTo("of a");
        assertThat(read("/api/v1/alarms?slice=all")).hasSize(1);
    }

    @Test
    void nowDoesNotGrowWithTheNumberOfClasses() throws Exception {
        assertThat(get("/api/v1/now").body())
                .doesNotContain("\"confusion\":[6", "\"trainingReport\"")
                .hasSizeLessThan(8_000);
    }

    @Test
    void anAlarmShowsImagesThatCameWhileItWasOpen() throws Exception {
        for (int minute : List.of(44, 50, 75)) {
            Instant at = StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(minute));
            state.accept(story.prediction(1_000 + minute, at, true));
        }
        state.accept(story.drift(89, 0, AlarmState.RESOLVED));

        JsonNode examples = read("/api/v1/alarms").at("/0/examples");
        assertThat(examples).as("raised at 45, resolved at 70").hasSize(1);
        assertThat(examples.at("/0/imageId").textValue()).isEqualTo("image-1050");
        assertThat(examples.at("/0/offset").longValue()).isEqualTo(1_050);
    }

    @Test
    void theMapTellsOnlyWhatIsNewWhereThatIsAsked() throws Exception {
        JsonNode whole = read("/api/v1/map");
        assertThat(whole.at("/points/rows")).hasSize(400);

        state.accept(story.prediction(1_000, StreamStory.BEGIN, true));

        JsonNode news = read("/api/v1/map?after=" + whole.get("sequence").asLong());
        assertThat(news.at("/points/rows")).hasSize(1);
        assertThat(news.at("/points/rows/0/0").textValue()).isEqualTo("image-1000");
        assertThat(news.at("/points/columns/0").textValue()).isEqualTo("image_id");
        assertThat(news.get("run")).isEqualTo(whole.get("run"));
    }

    @Test
    void theBackdropAndEmbeddingsComeForTheChampion() throws Exception {
        JsonNode backdrop = read("/api/v1/map/reference");
        assertThat(backdrop.get("version").textValue()).isEqualTo(StreamStory.SECOND);
        assertThat(backdrop.at("/points/rows")).hasSize(400);

        JsonNode placed = read("/api/v1/map/tsne");
        assertThat(placed.get("version").textValue()).isEqualTo(StreamStory.SECOND);
        assertThat(placed.at("/points/rows")).hasSize(300);
        assertThat(read("/api/v1/map/tsne")).as("computed once for all readers").isEqualTo(placed);

        JsonNode sample = read("/api/v1/embeddings?sample=10");
        assertThat(sample.get("rows")).hasSize(20);
        assertThat(sample.at("/rows/0/embedding")).hasSize(4);
        assertThat(get("/api/v1/embeddings?sample=1&format=csv").body())
                .startsWith("image_id,partition,offset,arm,e0,e1,e2,e3\r\n")
                .hasLineCount(3);
    }

    @Test
    void slicesAndFlipCountsStandForThemselves() throws Exception {
        JsonNode all = read("/api/v1/slices").get(0);
        assertThat(all.get("slice").textValue()).isEqualTo("all");
        assertThat(all.get("corrected").doubleValue()).isEqualTo(0.824);
        assertThat(all.at("/comparison/verdict").textValue()).isEqualTo("HELPS");

        long counted = 0;
        for (JsonNode count : read("/api/v1/flips/counts")) {
            assertThat(count.get("original")).isNotEqualTo(count.get("corrected"));
            counted += count.get("images").longValue();
        }
        assertThat(counted).isEqualTo(read("/api/v1/flips?limit=100000").size());
    }

    @Test
    void flipsAreFiltered() throws Exception {
        JsonNode helped = read("/api/v1/flips?kind=helped&source=scanner-b");

        assertThat(helped).isNotEmpty().allSatisfy(flip -> {
            assertThat(flip.get("kind").textValue()).isEqualTo("HELPED");
            assertThat(flip.get("source").textValue()).isEqualTo("scanner-b");
            assertThat(flip.at("/corrected/label")).isEqualTo(flip.get("label"));
        });
        assertThat(read("/api/v1/flips?limit=2")).hasSize(2);
        assertThat(get("/api/v1/flips?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void csvIsGivenByAcceptToo() throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/dead-letters"))
                        .header("Accept", "text/csv")
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(response.body().lines()).hasSize(15);
        assertThat(response.body()).contains(",'=the bytes").doesNotContain(",=the bytes");
        assertThat(get("/api/v1/dead-letters?format=xml").statusCode()).isEqualTo(400);
    }

    @Test
    void aCommandIsPassedOnWithTheToken() throws Exception {
        HttpResponse<String> response = command(
                TOKEN,
                "{\"kind\":\"PROMOTE\",\"version\":\"c0ffee000001\",\"reason\":\"better\",\"requestedBy\":\"Ann\"}");

        assertThat(response.statusCode()).isEqualTo(202);
        ModelCommand sent = commands.get(0);
        assertThat(sent.getKind()).isEqualTo(CommandKind.PROMOTE);
        assertThat(sent.getVersion()).isEqualTo("c0ffee000001");
        assertThat(sent.getReason()).isEqualTo("better");
        assertThat(sent.getRequestedBy()).isEqualTo("dashboard: Ann");
        assertThat(sent.getAnswer()).isNull();
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/commands/" + sent.getId());

        state.accept(sent);
        assertThat(read("/api/v1/commands/" + sent.getId()).get("accepted").isNull())
                .isTrue();
    }

    @Test
    void aPromotionMayBeForcedAndTheReportOfAServiceIsNoCommand() throws Exception {
        command(TOKEN, "{\"kind\":\"PROMOTE\",\"version\":\"c0ffee000001\",\"force\":true}");
        command(TOKEN, "{\"kind\":\"PROMOTE\",\"version\":\"c0ffee000001\"}");
        assertThat(commands).extracting(ModelCommand::getForce).containsExactly(true, false);

        ModelCommand sent = commands.get(0);
        state.accept(sent);
        state.accept(ModelCommand.newBuilder(sent)
                .setRequestedBy("evaluation-a")
                .setReport(new LoadReport("evaluation", true, ""))
                .build());
        assertThat(read("/api/v1/commands/" + sent.getId()).get("requestedBy").asText())
                .isEqualTo("dashboard");
    }

    @Test
    void anAlarmIsAcknowledgedAndTheWebhookMuted() throws Exception {
        DriftWindow window = story.drift(95, 1, AlarmState.RAISED);
        state.accept(DriftWindow.newBuilder(window)
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                        .setId("alarm-9")
                        .build())
                .build());

        String body =
                "{\"action\":\"ACKNOWLEDGE\",\"alarm\":\"drift/alarm-9\",\"note\":\"seen\",\"decidedBy\":\"Ann\"}";
        assertThat(decide(body).statusCode()).isEqualTo(200);
        assertThat(read("/api/v1/now")
                        .at("/openAlarms/0/acknowledgement/decidedBy")
                        .textValue())
                .isEqualTo("dashboard: Ann");
        assertThat(get("/api/v1/alarms?format=csv").body()).contains(",dashboard: Ann,");
        HttpResponse<String> muted = decide("{\"action\":\"MUTE\",\"kind\":\"DRIFT\",\"duration\":\"PT4H\"}");

        assertThat(muted.statusCode()).isEqualTo(200);
        assertThat(read("/api/v1/alarm-decisions").findValuesAsText("type")).contains("MUTE");
        assertThat(get("/api/v1/alarm-decisions?format=csv").body()).contains("MUTE,,DRIFT,,dashboard,");
        assertThat(decide("{\"action\":\"UNMUTE\",\"kind\":\"DRIFT\"}").statusCode())
                .isEqualTo(200);
        assertThat(read("/api/v1/alarm-decisions").findValuesAsText("type")).doesNotContain("MUTE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'action':'SILENCE'}                                        | 400 | action must be",
                "{'action':'ACKNOWLEDGE'}                                    | 400 | alarm is missing",
                "{'action':'ACKNOWLEDGE','alarm':'drift/none'}               | 404 | no such alarm is open",
                "{'action':'ACKNOWLEDGE','alarm':'correction'}               | 404 | no such alarm is open",
                "{'action':'MUTE'}                                           | 400 | a mute needs an end",
                "{'action':'MUTE','kind':'WIND','duration':'PT1H'}           | 400 | kind must be one of DRIFT",
                "{'action':'MUTE','slice':'source=moon','duration':'PT1H'}   | 404 | no window is about the slice",
                "{'action':'MUTE','until':'tomorrow'}                        | 400 | such as 2026-01-31T18:00:00Z",
                "{'action':'MUTE','until':'2001-01-01T00:00:00Z'}            | 400 | the end must be in the future",
                "{'action':'MUTE','duration':'P900D'}                        | 400 | at most a year away",
                "{'action':'MUTE','duration':'PT1H','until':'2027-01-01T00:00:00Z'} | 400 | either until or duration"
            })
    void aDecisionThatMakesNoSenseIsRefusedWithAReason(String body, int status, String reason) throws Exception {
        HttpResponse<String> response = decide(body.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(reason);
        assertThat(state.decisions().current(CLOCK.instant())).isEmpty();
    }

    @Test
    void withoutTheTokenNothingIsDecided() throws Exception {
        HttpRequest request = request("/api/v1/alarm-decisions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"action\":\"MUTE\",\"duration\":\"PT4H\"}"))
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(state.decisions().current(CLOCK.instant())).isEmpty();
    }

    private HttpResponse<String> decide(String body) throws Exception {
        HttpRequest request = request("/api/v1/alarm-decisions")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void withoutTheTokenNothingIsCommanded() throws Exception {
        String body = "{\"kind\":\"ROLL_BACK\"}";

        assertThat(command(null, body).statusCode()).isEqualTo(401);
        assertThat(command(TOKEN.toUpperCase(Locale.ROOT), body).statusCode()).isEqualTo(401);
        assertThat(commands).isEmpty();
        assertThat(command(TOKEN, body).statusCode()).isEqualTo(202);
        assertThat(commands.get(0).getVersion()).isNull();
    }

    @Test
    void whoGuessesTokensMustWaitAndTheAuditLogHasEachGuess() throws Exception {
        String body = "{\"kind\":\"ROLL_BACK\"}";
        try (AuditLog log = new AuditLog()) {
            for (int i = 0; i < 5; i++) {
                assertThat(command("guess " + i, body).statusCode()).isEqualTo(401);
            }

            HttpResponse<String> waits = command(TOKEN, body);

            assertThat(waits.statusCode()).as("even the right one must wait").isEqualTo(429);
            assertThat(waits.headers().firstValue("Retry-After")).isPresent();
            assertThat(log.lines())
                    .hasSize(6)
                    .last()
                    .asString()
                    .isEqualTo("command: refused 429, requested by 127.0.0.1");
            assertThat(commands).isEmpty();
        }
    }

    @Test
    void aCommandMustSayThatItIsJson() throws Exception {
        HttpRequest form = request("/api/v1/commands")
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"kind\":\"ROLL_BACK\"}"))
                .build();

        assertThat(http.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        assertThat(commands).isEmpty();
    }

    @Test
    void whereNoTokenIsSetUpNobodyCommands() throws Exception {
        start(Map.of());

        assertThat(command("", "{\"kind\":\"ROLL_BACK\"}").statusCode()).isEqualTo(403);
        assertThat(commands).isEmpty();
        assertThat(read("/api/v1").get("commands").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"kind\":\"RETRAIN\"}",
                "{\"kind\":\"PROMOTE\"}",
                "{\"kind\":\"PROMOTE\",\"version\":7}"
            })
    void anUnusableCommandIsRefused(String body) throws Exception {
        assertThat(command(TOKEN, body).statusCode()).isEqualTo(400);
        assertThat(commands).isEmpty();
    }

    @Test
    void aVersionThatIsNotThereCannotBePromoted() throws Exception {
        assertThat(command(TOKEN, "{\"kind\":\"PROMOTE\",\"version\":\"ffffffffffff\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anImageIsShownIfItIsTheOneThatIsMeant() throws Exception {
        HttpResponse<byte[]> response =
                http.send(request("/api/v1/images/0/4/image-4").build(), BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(response.body()).isEqualTo(story.image(4).getContent().array());
        assertThat(get("/api/v1/images/0/4/image-5").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/images/0/minus/image-5").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/images/3/4/image-4").statusCode()).isEqualTo(504);
    }

    @Test
    void everyRequestForAnImageIsInTheAuditLogWithoutTheToken() throws Exception {
        String image = "/api/v1/images/0/4/image-4";
        start(Map.of("dashboard.token", TOKEN, "dashboard.images", "token"));
        try (AuditLog log = new AuditLog()) {
            get(image);
            http.send(request(image).header("Authorization", "Bearer geheim").build(), BodyHandlers.ofString());
            http.send(
                    request(image)
                            .header("Authorization", "Bearer " + TOKEN)
                            .header("X-Forwarded-For", "198.51.100.7")
                            .build(),
                    BodyHandlers.ofString());
            http.send(
                    request("/api/v1/images/0/4/image%0A5")
                            .header("Authorization", "Bearer " + TOKEN)
                            .build(),
                    BodyHandlers.ofString());
            command("geheim", "{\"kind\":\"ROLL_BACK\"}");
            start(Map.of("dashboard.token", TOKEN, "dashboard.images", "off"));
            http.send(request(image).header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());

            assertThat(log.lines())
                    .containsExactly(
                            "image image-4 at 0-4: refused 401, requested by 127.0.0.1",
                            "image image-4 at 0-4: refused 401, requested by 127.0.0.1",
                            "image image-4 at 0-4: answered 200, requested by 127.0.0.1 (forwarded for 198.51.100.7)",
                            "image image?5 at 0-4: refused 404, requested by 127.0.0.1",
                            "command: refused 401, requested by 127.0.0.1",
                            "image image-4 at 0-4: refused 403, requested by 127.0.0.1");
            assertThat(log.everything())
                    .contains("status=401", "forwardedFor=198.51.100.7")
                    .doesNotContain("secret", "geheim");
        }
    }

    @Test
    void imagesAreBoundToTheTokenOrSwitchedOff() throws Exception {
        start(Map.of("dashboard.token", TOKEN));
        String image = "/api/v1/images/0/4/image-4";
        assertThat(get(image).statusCode()).isEqualTo(401);
        HttpResponse<String> allowed = http.send(
                request(image).header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Cache-Control")).contains("no-store");

        start(Map.of("dashboard.token", TOKEN, "dashboard.images", "off"));
        HttpResponse<String> refused = http.send(
                request(image).header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void thePageNeedsNoOtherHostAndNoInlineScript() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("style=")
                .doesNotContainPattern("<script(?![^>]*src=)");
        java.util.regex.Matcher addresses =
                java.util.regex.Pattern.compile("(?:src|href)=\"(/[^\"#?]+)").matcher(page.body());
        while (addresses.find()) {
            assertThat(get(addresses.group(1)).statusCode())
                    .as(addresses.group(1))
                    .isEqualTo(200);
        }
        assertThat(get("/libraries/uplot/uPlot.esm.js").body()).contains("export");
    }

    @Test
    void theStreamTellsWhatChanged() throws Exception {
        HttpResponse<InputStream> stream = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        try (java.io.BufferedReader lines = new java.io.BufferedReader(
                new java.io.InputStreamReader(stream.body(), java.nio.charset.StandardCharsets.UTF_8))) {
            assertThat(next(lines, "hello")).contains(read("/api/v1").get("run").textValue());

            state.accept(story.deadLetter(99, dev.pentimento.events.DeadLetterReason.INVALID_FIELD));

            String notice = next(lines, "changed");
            while (!notice.contains("dead-letters")) {
                notice = next(lines, "changed");
            }
            assertThat(notice).contains("now");
        }
    }

    private static String next(java.io.BufferedReader lines, String event) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.equals("event: " + event)) {
            line = lines.readLine();
        }
        assertThat(line).as("the stream ended before " + event).isNotNull();
        return lines.readLine();
    }

    @Test
    void metricsAndHealthAreServedBesideThePage() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }
}
