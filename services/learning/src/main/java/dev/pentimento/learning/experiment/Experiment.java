package dev.pentimento.learning.experiment;

import dev.pentimento.learning.training.TrainingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    private record Planned(SeedBench bench, Block block, long seed) {}

    /**
     * Runs what is not kept yet.
     *
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the context's listener wants it; what is done stays
     */
    public ExperimentReport run() {
        Instant start = context.clock().instant();
        List<Planned> planned = new ArrayList<>();
        for (long seed = 1; seed <= plan.seeds(); seed++) {
            SeedBench bench = bench(seed);
            for (Block block : plan.kind().blocks(bench, context)) {
                planned.add(new Planned(bench, block, seed));
            }
        }
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
                plan, settings(), runs, Gallery.of(planned.get(0).bench(), maps), context);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(networks);
        settings.putAll(protocol.corrections());
        return settings;
    }

    private SeedBench bench(long seed) {
        KeptFiles kept = files.below("seed-" + seed).below("networks-" + Protocol.key(networks.toString()));
        return new SeedBench(Parts.divide(plan.dataset(), seed), plan.input(), protocol, seed, kept, context);
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
