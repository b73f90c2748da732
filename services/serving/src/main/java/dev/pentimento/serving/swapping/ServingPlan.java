package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.Versions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What one service wants to serve with, and where it keeps the loaded resources. Used by one thread. */
public interface ServingPlan<T extends Resource> {
    /** The part of the version that already serves. */
    Optional<T> find(ModelVersion version);

    /**
     * The candidates that should serve alongside the champion, in order.
     *
     * @param champion what serves as champion
     * @param usable whether a version's files are not known to be at fault
     */
    List<ModelVersion> candidates(Versions versions, T champion, Predicate<ModelVersion> usable);

    /** Whether a new champion serves immediately, and not only after the candidates have been tried. */
    default boolean championFirst(Versions versions) {
        return true;
    }

    /** Serves with these from now on, all at once; the first is the champion. The plan closes what no longer serves. */
    void serve(List<Served<T>> next);

    /** A version was refused because its files are at fault. */
    default void refused(ModelVersion version) {}

    /** A version could not be loaded, because of its files, this machine or Kafka. */
    default void failed(ModelVersion version, String reason) {}

    /**
     * Periodic work that does not depend on changes in the registry. Called about four times a second.
     *
     * @param loading loads a version, or finds it; empty if its files are at fault or incomplete
     */
    default void upkeep(Versions versions, Function<ModelVersion, Optional<T>> loading) {}
}
