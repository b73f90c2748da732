package dev.pentimento.it.faults;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.it.SmallVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.CommandSender;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Publishes versions and commands, as an operator does: two good versions, and those that nobody can load. */
final class Versions implements AutoCloseable {
    private static final int NOISE = 5_000;

    private final ServiceContext context;
    private final CommandSender commands;
    private final Set<String> poisoned = new ConcurrentSkipListSet<>();

    Versions(ServiceContext context) {
        this.context = context;
        this.commands = new CommandSender(context, "faults-commands");
    }

    /** The first becomes champion, the second is judged in shadow. */
    void publishGood() {
        for (TrainedVersion each : List.of(SmallVersion.trained(), SmallVersion.another())) {
            new ModelPublisher(context, "faults").publish(each.version(), each.files());
        }
    }

    static Set<String> good() {
        return new TreeSet<>(Set.of(
                SmallVersion.trained().version().getVersion(),
                SmallVersion.another().version().getVersion()));
    }

    Set<String> poisoned() {
        return poisoned;
    }

    /** Makes the other of the good versions champion. */
    void swap(@Nullable String champion) {
        good().stream().filter(each -> !each.equals(champion)).findFirst().ifPresent(this::promote);
    }

    void promote(String version) {
        commands.send(ModelCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(CommandKind.PROMOTE)
                .setVersion(version)
                .setReason("a schedule of faults")
                .setRequestedBy("faults")
                .setRequestedAt(Instant.now())
                .build());
    }

    static String poisonedId(long seed, int choice) {
        return String.format("%012x", (seed << 24 | choice) & 0xffff_ffff_ffffL);
    }

    /** A version whose files are missing, damaged or noise. */
    void poison(String id, int choice) {
        SplittableRandom random = new SplittableRandom(choice);
        byte[] noise = new byte[NOISE];
        random.nextBytes(noise);
        ModelVersion.Builder version =
                ModelVersion.newBuilder(SmallVersion.trained().version()).setVersion(id);
        Artifact artifact = Artifacts.describe(noise, "safetensors");
        List<byte[]> files = List.of();
        switch (choice % 4) {
            case 0 -> version.setCorrectionFile(artifact); // without its chunks
            case 1 -> {
                version.setEncoderFile(artifact);
                sendDamaged(artifact, noise);
            }
            case 2 -> {
                version.setCorrectionFile(artifact);
                files = List.of(noise);
            }
            default -> {
                version.setEncoderFile(artifact);
                files = List.of(noise);
            }
        }
        poisoned.add(id);
        new ModelPublisher(context, "faults-poison").publish(version.build(), files);
    }

    private void sendDamaged(Artifact artifact, byte[] file) {
        byte[] damaged = file.clone();
        damaged[7]++;
        try (Producer<byte[], byte[]> producer = context.clients().producer("faults-damaged", Map.of())) {
            producer.send(context.events()
                    .record(
                            Topic.MODEL_ARTIFACTS,
                            artifact.getSha256() + "/0",
                            new ArtifactChunk(artifact.getSha256(), 0, 1, ByteBuffer.wrap(damaged))));
        }
    }

    @Override
    public void close() {
        commands.close();
    }
}
