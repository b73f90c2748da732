package dev.pentimento.benchmarks.workload;

import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.trainer.TrainedVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A version in a folder, so that it is trained once and used by every run. */
public final class StoredVersion {
    private static final String VERSION = "version.avro";

    private StoredVersion() {}

    /** The version in the folder. If there is none, trains one and stores it. */
    public static TrainedVersion in(Path folder, Supplier<TrainedVersion> training) {
        try {
            if (!Files.exists(folder.resolve(VERSION))) {
                store(training.get(), folder);
            }
            return load(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Submits the version to the trainer, which makes a first version champion, and a later one a candidate.
     *
     * @return the id by which it is answered
     */
    public static String submit(TrainedVersion trained, ServiceContext context) {
        String id = "bench-" + trained.version().getVersion();
        ModelCandidate candidate = ModelCandidate.newBuilder()
                .setId(id)
                .setVersion(trained.version())
                .setPublishedBy("bench")
                .setPublishedAt(Instant.now())
                .build();
        new ModelPublisher(context, "bench").submit(candidate, trained.files());
        return id;
    }

    private static void store(TrainedVersion trained, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < trained.files().size(); i++) {
            Files.write(file(folder, i), trained.files().get(i));
        }
        ByteBuffer version = trained.version().toByteBuffer();
        byte[] bytes = new byte[version.remaining()];
        version.get(bytes);
        Files.write(folder.resolve(VERSION), bytes); // last: its presence says that the version is complete
    }

    private static TrainedVersion load(Path folder) throws IOException {
        GeneratedClasses.trust();
        ModelVersion version =
                ModelVersion.fromByteBuffer(ByteBuffer.wrap(Files.readAllBytes(folder.resolve(VERSION))));
        List<byte[]> files = new ArrayList<>();
        while (Files.exists(file(folder, files.size()))) {
            files.add(Files.readAllBytes(file(folder, files.size())));
        }
        return new TrainedVersion(version, files);
    }

    private static Path file(Path folder, int number) {
        return folder.resolve("file-" + number);
    }
}
