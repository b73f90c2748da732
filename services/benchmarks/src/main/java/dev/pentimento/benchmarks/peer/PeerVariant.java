package dev.pentimento.benchmarks.peer;

import java.util.List;

/**
 * How the Python consumer runs.
 *
 * @param processes number of processes, which share the partitions
 * @param transactional whether a batch's predictions and offsets are committed together
 */
record PeerVariant(int processes, boolean transactional) {
    static List<PeerVariant> all() {
        return List.of(
                new PeerVariant(1, false),
                new PeerVariant(2, false),
                new PeerVariant(1, true),
                new PeerVariant(2, true));
    }

    /** Topic of its predictions. */
    String predictions() {
        return "bench-peer-predictions-" + processes + (transactional ? "-transactional" : "-plain");
    }

    String title() {
        return "Python consumer, " + (transactional ? "transactional" : "plain") + ", " + processes
                + (processes == 1 ? " process" : " processes");
    }
}
