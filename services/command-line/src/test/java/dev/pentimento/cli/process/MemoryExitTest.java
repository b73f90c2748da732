package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryExitTest {
    private final List<Integer> exits = new ArrayList<>();
    private final MemoryExit handler = new MemoryExit(exits::add);

    @Test
    void aLackOfMemoryThatNobodyGuardsEndsTheProcess() {
        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("of a test"));
        assertThat(exits).containsExactly(3);
    }

    @Test
    void anotherFailureEndsItsThreadAlone() {
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("of a test"));
        assertThat(exits).isEmpty();
    }
}
