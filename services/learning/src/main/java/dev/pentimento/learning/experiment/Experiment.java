package dev.pentimento.learning.experiment;

import dev.pentimento.learning.network.KeptFiles;
import dev.pentimento.learning.training.TrainingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Carries a plan out: run after run, each kept as soon as it is done and not made again after a kill. */
public final class Experiment {
    private final ExperimentPlan plan;
    private final Protocol protocol;
    private final Map<String, String> networks;
    private final KeptFiles files;
    private final TrainingContext context;
    private final Listener listener;

    /** Told before each step that takes long. */
    @FunctionalInterface
    public interface Listener {
        /** @param left an estimate from the runs that this process made; none before the first */
        void running(int run, int runs, String what, Optional<Duration> left);
    }

    public Experiment(ExperimentPlan plan, TrainingContext context, Listener listener) {
        this(plan, Protocol.standard(), context, listener);
    }

    Experiment(ExperimentPlan plan, Protocol protocol, TrainingContext context, Listener listener) {
        this.plan = plan;
        this.protocol = protocol;
        this.networks = protocol.networks(plan);
        this.files = new KeptFiles(plan.folder().resolve("work"));
        this.context = context;
        this.listener = listener;
    }

    private record Planned(Bench bench, Block block, long seed) {}

    /**
     * Runs what is not kept yet.
     *
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the context's listener wants it; what is done stays
     */
    public ExperimentReport run() {
        Instant start = context.clock().instant();
        List<Planned> planned = planned();
        String key = Protocol.key(networks.toString() + protocol.corrections());
        List<Run> runs = new ArrayList<>();
        List<EmbeddingMap> maps = new ArrayList<>();
        int made = 0;
        for (int i = 0; i < planned.size(); i++) {
            Planned next = planned.get(i);
            KeptFiles kept = files.below("seed-" + next.seed());
            String name = "runs-" + key + "-" + slug(next.block().name()) + ".json";
            Optional<byte[]> known = kept.find(name);
            if (known.isEmpty()) {
                Optional<Duration> left = made == 0
                        ? Optional.empty()
                        : Optional.of(context.since(start).dividedBy(made).multipliedBy(planned.size() - i));
                listener.running(i + 1, planned.size(), next.block().name() + ", seed " + next.seed(), left);
                known = Optional.of(
                        kept.keep(name, Json.bytes(next.block().making().get())));
                made++;
            }
            Block.Made found = Json.read(known.get(), Block.Made.class);
            runs.addAll(found.runs());
            maps.addAll(found.maps());
        }
        return ExperimentReport.of(
                plan, settings(), runs, planned.get(0).bench().gallery(maps), context);
    }

    /** Group after group, each with all its seeds: what is there after an interruption is whole tables. */
    private List<Planned> planned() {
        List<List<Planned>> ofSeed = new ArrayList<>();
        for (long seed = 1; seed <= plan.seeds(); seed++) {
            Bench bench = bench(seed);
            ofSeed.add(plan.kind().blocks(bench, context).stream()
                    .map(block -> new Planned(bench, block, bench.seed()))
                    .toList());
        }
        return IntStream.range(0, ofSeed.get(0).size())
                .boxed()
                .flatMap(block -> ofSeed.stream().map(blocks -> blocks.get(block)))
                .toList();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(networks);
        settings.putAll(protocol.corrections());
        return settings;
    }

    private Bench bench(long seed) {
        KeptFiles kept = files.below("seed-" + seed).below("networks-" + Protocol.key(networks.toString()));
        if (plan.data() instanceof ExperimentData.Images images) {
            Parts parts = Parts.divide(images.dataset(), seed);
            return new SeedBench(parts, images.input(), protocol, seed, kept, context);
        }
        return new SyntheticBench((ExperimentData.Synthetic) plan.data(), protocol, seed, kept);
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
