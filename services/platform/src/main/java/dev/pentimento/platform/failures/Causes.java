package dev.pentimento.platform.failures;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A failure with its causes. */
public final class Causes {
    private static final int LONGEST_CHAIN = 50;

    private Causes() {}

    /** The failure and its causes, outermost first; the chain may be cyclic. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
    }

    /** The outermost cause of this type. */
    public static <T> Optional<T> first(Throwable failure, Class<? extends T> kind) {
        return of(failure).filter(kind::isInstance).<T>map(kind::cast).findFirst();
    }

    /** Whether the failure or one of its causes has one of these types. */
    public static boolean include(Throwable failure, Class<?>... kinds) {
        return of(failure).anyMatch(cause -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(cause)));
    }

    /** The root cause. */
    public static Throwable innermost(Throwable failure) {
        return of(failure).reduce((outer, inner) -> inner).orElse(failure);
    }
}
