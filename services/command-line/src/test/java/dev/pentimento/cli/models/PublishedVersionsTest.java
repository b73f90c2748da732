package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedVersionsTest {
    private final ModelVersion first = Samples.version("aa00000000ff", Stage.RETIRED, Samples.NOON);
    private final ModelVersion second = Samples.version("ab00000000ff", Stage.CHAMPION, Samples.NOON.plusSeconds(1));
    private final PublishedVersions versions = new PublishedVersions(List.of(first, second));

    @Test
    void aVersionIsFoundByTheBeginOfItsId() {
        assertThat(versions.startingWith("ab")).isEqualTo(second);
        assertThat(versions.startingWith("aa00000000ff")).isEqualTo(first);
    }

    @Test
    void anUnknownOrUnclearIdIsAnsweredWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> versions.startingWith("c"))
                .withMessage("no version begins with 'c'; there are aa00000000ff, ab00000000ff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> versions.startingWith("a"))
                .withMessageContaining("several versions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishedVersions(List.of()).startingWith("a"))
                .withMessageContaining("there are none yet");
    }

    @Test
    void detailsNameWhatIsMissing() {
        assertThat(VersionDetails.of(first))
                .containsEntry("correction", "none")
                .containsEntry("parent", "-")
                .containsEntry("classes", "cat, dog")
                .containsEntry("trained", "12.3 s on cpu, seed 1")
                .containsEntry("validation", "original.balanced_accuracy=0.9012");
    }
}
