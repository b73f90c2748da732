package dev.pentimento.evaluation.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StateInMemoryTest {
    private final StateInMemory<String, Long> state =
            new StateInMemory<>(new KeyFormat<>(Bytes::ofText, Bytes::toText));

    @Test
    void whatIsPutIsFoundUntilItIsDeleted() {
        state.put("a", 1L);
        state.put("a", 2L);
        assertThat(state.get("a")).isEqualTo(2L);
        state.delete("a");
        assertThat(state.get("a")).isNull();
        assertThat(state.keys()).isEmpty();
    }

    @Test
    void keysComeInTheOrderOfTheirBytesAndByPrefix() {
        for (String key : new String[] {"b", "ab", "a", "é", "ac", "b1"}) {
            state.put(key, 1L);
        }
        assertThat(state.keys()).containsExactly("a", "ab", "ac", "b", "b1", "é");
        assertThat(state.keys(Bytes.ofText("a"))).containsExactly("a", "ab", "ac");
        assertThat(state.keys(Bytes.ofText("é"))).containsExactly("é");
        assertThat(state.keys(Bytes.ofText("c"))).isEmpty();
    }
}
