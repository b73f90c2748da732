package dev.pentimento.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SliceTest {
    @Test
    void aSourceIsReadFromTheTextThatNamesIt() {
        assertThat(Slice.ofSource("camera=1").text()).isEqualTo("source=camera=1");
        assertThat(new Slice("source=camera=1").source()).contains("camera=1");
        assertThat(new Slice("source=")).isEqualTo(Slice.ofSource(""));
        assertThat(Slice.ALL.source()).isEmpty();
    }

    @Test
    void aSliceOfALaterReleaseKeepsItsText() {
        Slice unknown = new Slice("region=north");

        assertThat(unknown.isAll()).isFalse();
        assertThat(unknown.source()).isEmpty();
        assertThat(unknown).hasToString("region=north");
    }

    @Test
    void allComesFirst() {
        List<Slice> sorted = Stream.of(Slice.ofSource("b"), Slice.ALL, new Slice("a"), Slice.ofSource("a"))
                .sorted()
                .toList();

        assertThat(sorted).extracting(Slice::text).containsExactly("all", "a", "source=a", "source=b");
    }
}
