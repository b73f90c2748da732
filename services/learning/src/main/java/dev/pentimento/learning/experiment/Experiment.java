package dev.pentimento.learning.experiment;

import dev.pentimento.learning.experiment.group.RunGroup;
import dev.pentimento.learning.experiment.input.DatasetDivision;
import dev.pentimento.learning.experiment.input.ExperimentData;
import dev.pentimento.learning.experiment.input.ImageInputs;
import dev.pentimento.learning.experiment.input.Protocol;
import dev.pentimento.learning.experiment.input.SeedInputs;
import dev.pentimento.learning.experiment.input.SyntheticInputs;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.EmbeddingMap;
import dev.pentimento.learning.experiment.result.Gallery;
import dev.pentimento.learning.experiment.result.Json;
import dev.pentimento.learning.file.KeptFiles;
import dev.pentimento.learning.image.ImageDecoder;
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

/** Executes a plan run by run. Each run is saved as soon as it is done, so that it is not repeated after a kill. */
public final class Experiment {
    private final ExperimentPlan plan;
    private final Protocol protocol;
    private final Map<String, String> networks;
    private final KeptFiles files;
    private final TrainingContext context;
    private final Listener listener;

    /** Called before each long step. */
    @FunctionalInterface
    public interface Listener {
        /** @param left an estimate from the runs that this process has made; empty before the first */
        void running(int run, int runs, String what, Optional<Duration> left);
    }

    public Experiment(ExperimentPlan plan, TrainingContext context, Listener listener) {
        this(plan, Protocol.standard(), context, listener);
    }

    Experiment(ExperimentPlan plan, Protocol protocol, TrainingContext context, Listener listener) {
        this.plan = plan;
        this.protocol = protocol;
        this.networks = protocol.networks(plan.data());
        this.files = new KeptFiles(plan.folder().resolve("work"));
        this.context = context;
        this.listener = listener;
    }

    private record Planned(SeedInputs inputs, RunGroup group, long seed) {}

    /**
     * Executes all runs that have not been saved yet.
     *
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the context's listener cancels; saved runs
     *     stay
     */
    public ExperimentReport run() {
        Instant start = context.clock().instant();
        List<Planned> planned = planned();
        List<ArmResult> runs = new ArrayList<>();
        List<EmbeddingMap> maps = new ArrayList<>();
        int made = 0;
        for (int i = 0; i < planned.size(); i++) {
            Planned next = planned.get(i);
            Optional<byte[]> saved = files(next).find(fileName(next));
            if (saved.isEmpty()) {
                Optional<Duration> left = made == 0
                        ? Optional.empty()
                        : Optional.of(context.since(start).dividedBy(made).multipliedBy(planned.size() - i));
                listener.running(i + 1, planned.size(), next.group().name() + ", seed " + next.seed(), left);
                made++;
            }
            RunGroup.Made found = Json.read(saved.orElseGet(() -> make(next)), RunGroup.Made.class);
            runs.addAll(found.runs());
            maps.addAll(found.maps());
        }
        Gallery gallery = planned.get(0).inputs().gallery(maps);
        return ExperimentReport.of(plan, settings(), runs, gallery, context);
    }

    private byte[] make(Planned next) {
        return files(next).keep(fileName(next), Json.bytes(next.group().making().get()));
    }

    private KeptFiles files(Planned next) {
        return files.below("seed-" + next.seed());
    }

    private String fileName(Planned next) {
        String key = Protocol.key(networks.toString() + protocol.corrections());
        return "runs-" + key + "-" + slug(next.group().name()) + ".json";
    }

    /** Group by group, each with all its seeds, so that an interruption leaves complete tables. */
    private List<Planned> planned() {
        List<List<Planned>> ofSeed = new ArrayList<>();
        for (long seed = 1; seed <= plan.seeds(); seed++) {
            SeedInputs inputs = inputs(seed);
            ofSeed.add(plan.kind().groups(inputs, context).stream()
                    .map(group -> new Planned(inputs, group, inputs.seed()))
                    .toList());
        }
        return IntStream.range(0, ofSeed.get(0).size())
                .boxed()
                .flatMap(group -> ofSeed.stream().map(groups -> groups.get(group)))
                .toList();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(networks);
        settings.putAll(protocol.corrections());
        return settings;
    }

    private SeedInputs inputs(long seed) {
        KeptFiles kept = files.below("seed-" + seed).below("networks-" + Protocol.key(networks.toString()));
        if (plan.data() instanceof ExperimentData.Images images) {
            DatasetDivision parts = DatasetDivision.divide(images.dataset(), seed);
            return new ImageInputs(parts, new ImageDecoder(images.input()), protocol, seed, kept, context);
        }
        return new SyntheticInputs((ExperimentData.Synthetic) plan.data(), protocol, seed, kept);
    }

    private static String slug(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
