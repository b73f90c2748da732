package dev.pentimento.serving.swapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingSetTest {
    private final ServingSet<Fake> set = new ServingSet<>();
    private final Fake first = new Fake();
    private final Fake second = new Fake();

    private static final class Fake implements Resource {
        private int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void aResourceThatStaysIsNotClosed() {
        set.swap(List.of(first));

        assertThat(set.swap(List.of(second, first))).isTrue();
        assertThat(set.swap(List.of(second, first)))
                .as("whether anything changed")
                .isFalse();

        assertThat(set.resources()).containsExactly(second, first);
        assertThat(first.closed).isZero();
    }

    @Test
    void aResourceThatLeavesIsClosedOnceByItsLastUser() {
        set.swap(List.of(first, second));
        ServingSet.Holding<Fake> all = set.hold();
        ServingSet.Holding<Fake> one = set.hold(each -> each == first);

        set.swap(List.of());
        all.close();

        assertThat(second.closed).isEqualTo(1);
        assertThat(first.closed).as("closed, though in use").isZero();
        one.close();
        assertThat(first.closed).isEqualTo(1);
    }

    @Test
    void whatComesAfterTheEndIsClosedAtOnce() {
        set.swap(List.of(first));
        set.close();

        set.swap(List.of(second));

        assertThat(first.closed).isEqualTo(1);
        assertThat(second.closed).isEqualTo(1);
        assertThat(set.resources()).isEmpty();
    }

    @Test
    void waitingEndsAtOnceWhereThereIsSomething() throws Exception {
        assertThat(set.await(Duration.ofMillis(1))).isFalse();
        set.swap(List.of(first));
        assertThat(set.await(Duration.ofDays(1))).isTrue();
    }

    @Test
    void aClosedResourceHasNoNewUsers() {
        Counted<Fake> counted = new Counted<>(first);
        counted.acquire().release();
        assertThat(first.closed).isZero();

        counted.release();

        assertThatThrownBy(counted::acquire)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
