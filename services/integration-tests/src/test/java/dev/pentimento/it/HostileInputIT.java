package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.it.hostile.Fate;
import dev.pentimento.it.hostile.Footprint;
import dev.pentimento.it.hostile.HostileCase;
import dev.pentimento.it.hostile.HostileCases;
import dev.pentimento.it.hostile.HostileProducer;
import dev.pentimento.it.hostile.PlainRecords;
import dev.pentimento.it.hostile.Recount;
import dev.pentimento.it.hostile.SentRecords;
import dev.pentimento.learning.data.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile records of all kinds pass through the real stream, with whole images between them. Each ends in one prediction or
 * in one dead letter whose reason is true, and nothing grows. {@code hostile.cases} and {@code hostile.seed} say how many
 * and which; case i of a seed is always the same.
 */
class HostileInputIT {
    private static final int CASES = Integer.getInteger("hostile.cases", 2_500);
    private static final long SEED = Long.getLong("hostile.seed", 14);
    private static final int CASES_PER_GOOD_IMAGE = 4;
    /** What is held after the first and after the last is compared. */
    private static final int PARTS = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path TABLE = Path.of("target", "hostile-input.txt");
    private static final int SHOWN = 25;
    /** Caches and pools that are not full after a tenth. */
    private static final long HEAP_SLACK_BYTES = 32L << 20;

    private static final int THREADS_SLACK = 12;
    private static final int HANDLES_SLACK = 64;
    /** Small, so that caches and pauses are the same from the first tenth on. */
    private static final Map<String, String> SETTINGS =
            Map.of("evaluation.encoder.wait", "PT2S", "kafka.statestore.cache.max.bytes", "1048576");

    @TempDir
    Path folder;

    private final List<Example> images = SmallVersion.unseen(0, 1_000);
    private final SentRecords sent = new SentRecords(CASES + CASES / CASES_PER_GOOD_IMAGE + 10);
    private final Map<String, Map<String, Integer>> table = new TreeMap<>();
    private int good;

    @Test
    void everyRecordEndsInOnePredictionOrOneDeadLetterAndNothingGrows() throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            ModelVersion version = SmallVersion.trained().version();
            PlainRecords records = new PlainRecords(backbone.registryUrl());
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "embedding", SETTINGS);
                    Member evaluation = Member.evaluation(backbone, "evaluation", SETTINGS);
                    HostileProducer producer = new HostileProducer(backbone.bootstrapServers(), sent)) {
                List<Member> members = List.of(embedding, evaluation);
                Awaitility.await("the services to be ready")
                        .atMost(PATIENCE)
                        .until(() -> members.stream().allMatch(Member::ready));
                HostileCases cases = new HostileCases(
                        SEED,
                        records,
                        version.getClasses(),
                        version.getEncoderFile().getSha256(),
                        version.getDimensions(),
                        () -> good);
                Recount recount = new Recount(backbone.bootstrapServers(), records);
                List<Footprint> footprints = new ArrayList<>();
                for (int part = 1; part <= PARTS; part++) {
                    send(
                            producer,
                            records,
                            cases,
                            CASES / PARTS * (part - 1),
                            part == PARTS ? CASES : CASES / PARTS * part);
                    awaitFates(recount, members);
                    footprints.add(Footprint.now());
                }
                Footprint before = footprints.get(0);
                Footprint after = footprints.get(PARTS - 1);
                write(before, after);
                notGrown(before, after);
                assertThat(members).allMatch(Member::ready);
            }
        }
    }

    private void send(HostileProducer producer, PlainRecords records, HostileCases cases, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i % CASES_PER_GOOD_IMAGE == 0) {
                byte[] content = images.get(good % images.size()).content();
                HostileCase whole = HostileCase.image(
                        SentRecords.GOOD, "good-" + good, records.image("good-" + good, content), Fate.PREDICTED);
                producer.send(whole, good);
                good++;
            }
            producer.send(cases.draw(i), i);
        }
        producer.flush();
    }

    private void awaitFates(Recount recount, List<Member> members) {
        List<String> findings = new ArrayList<>();
        try {
            Awaitility.await("what must become of every record")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .failFast("a service has stopped", () -> members.stream().anyMatch(Member::failed))
                    .until(() -> {
                        findings.clear();
                        findings.addAll(sent.findings(recount.count(), table));
                        return findings.isEmpty();
                    });
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(
                    "seed " + SEED + ": " + e.getMessage() + "; " + findings.size() + " records:\n"
                            + String.join("\n", findings.subList(0, Math.min(SHOWN, findings.size()))),
                    e);
        }
    }

    private static void notGrown(Footprint before, Footprint after) {
        assertThat(after.heapBytes()).as("heap").isLessThan(before.heapBytes() + HEAP_SLACK_BYTES);
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + THREADS_SLACK);
        assertThat(after.handles()).as("handles").isLessThanOrEqualTo(before.handles() + HANDLES_SLACK);
    }

    private void write(Footprint before, Footprint after) throws IOException {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "seed %d, %,d cases, %,d whole images between them%n%n", SEED, CASES, good));
        table.forEach((kind, fates) -> {
            int all = fates.values().stream().mapToInt(Integer::intValue).sum();
            text.append(String.format(Locale.ROOT, "%-36s %,8d  %s%n", kind, all, fates));
        });
        text.append(String.format(Locale.ROOT, "%nafter a tenth %s%nat the end    %s%n", before, after));
        Files.createDirectories(TABLE.getParent());
        Files.writeString(TABLE, text);
        System.out.println(text);
    }
}
