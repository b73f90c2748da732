package dev.pentimento.trainer.pruning;

import static dev.pentimento.trainer.Fixtures.artifact;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.trainer.stages.VersionStages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruneTest {
    private static final Duration AGE = Duration.ofSeconds(100);

    private final List<ModelVersion> versions = new ArrayList<>();
    private final List<ModelVersion> waiting = new ArrayList<>();

    @Test
    void filesThatOnlyLongRejectedVersionsUseAreDeleted() {
        add("champion", Stage.CHAMPION, 1, "1");
        add("candidate", Stage.CANDIDATE, 1, "2");
        add("long", Stage.REJECTED, 100, "3");
        add("lately", Stage.REJECTED, 101, "4");

        Prune prune = prune();

        assertThat(prune.files()).extracting(Artifact::getSha256).containsExactly("3".repeat(64));
        assertThat(prune.versions()).extracting(ModelVersion::getVersion).containsExactly("long");
        assertThat(prune.detail("deleted")).isEqualTo("deleted 1 files, 10 bytes, of the versions long");
        assertThat(prune.records(at(7)))
                .allSatisfy(each -> assertThat(each.getFilesDeletedAt()).isEqualTo(at(7)));
    }

    @Test
    void theLatestRetiredVersionsAreKeptForARollback() {
        for (int i = 0; i < Prune.KEPT_FOR_ROLLBACK + 2; i++) {
            add("retired-" + i, Stage.RETIRED, i, "" + i);
        }

        assertThat(prune().versions()).extracting(ModelVersion::getVersion).containsExactly("retired-0", "retired-1");
    }

    @Test
    void aVersionThatWasRolledBackTakesNoPlaceOfThose() {
        add("old", Stage.RETIRED, 1, "1");
        for (int i = 0; i < Prune.KEPT_FOR_ROLLBACK; i++) {
            add("back-" + i, Stage.RETIRED, 10 + i, "" + (2 + i));
            versions.replaceAll(each -> each.getVersion().startsWith("back-")
                    ? ModelVersion.newBuilder(each)
                            .setStageReason("rolled back: by ann")
                            .build()
                    : each);
        }

        assertThat(prune().versions()).extracting(ModelVersion::getVersion).doesNotContain("old");
        assertThat(prune().versions()).hasSize(Prune.KEPT_FOR_ROLLBACK);
    }

    @Test
    void filesOfAVersionThatIsBeingPublishedAreKept() {
        add("rejected", Stage.REJECTED, 1, "1");
        waiting.add(versions.get(0));

        assertThat(prune().isEmpty()).isTrue();
        assertThat(prune().detail("deleted")).startsWith("deleted nothing");
    }

    @Test
    void aVersionWithoutFilesLosesNoneAndKeepsNone() {
        add("rejected", Stage.REJECTED, 1, "1");
        ModelVersion pruned = prune().records(at(1)).get(0);
        versions.set(0, pruned);
        assertThat(prune().isEmpty()).isTrue();

        add("other", Stage.REJECTED, 1, "1"); // was published again under another id
        assertThat(prune().versions()).extracting(ModelVersion::getVersion).containsExactly("other");
    }

    @Test
    void aFileThatCannotBeIsNotDeleted() {
        add("rejected", Stage.REJECTED, 1, "1");
        versions.set(
                0,
                ModelVersion.newBuilder(versions.get(0))
                        .setCorrectionFile(
                                new Artifact("1".repeat(64), 10L, Integer.MAX_VALUE, "safetensors", List.of()))
                        .build());

        assertThat(prune().files()).extracting(Artifact::getParts).doesNotContain(Integer.MAX_VALUE);
    }

    /** All have the encoder, the classifier and the rest of the fixtures; the correction is their own. */
    private void add(String id, Stage stage, long seconds, String correction) {
        if (versions.stream().noneMatch(each -> each.getVersion().equals("keeper"))) {
            versions.add(version("keeper", Stage.CANDIDATE, 0));
        }
        versions.add(
                versions.size() - 1,
                ModelVersion.newBuilder(version(id, stage, seconds))
                        .setCorrectionFile(artifact(correction.repeat(64)))
                        .build());
    }

    private Prune prune() {
        VersionStages registry = VersionStages.EMPTY.with(versions);
        return Prune.of(registry, waiting, AGE, at(200));
    }
}
