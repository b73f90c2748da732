package dev.pentimento.dashboard.notifications;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The positions of dead letters, to count those after a position exactly: offsets have gaps. It keeps the latest 10,000
 * of each partition, so a larger number is a lower bound. Thread-safe.
 */
public final class DeadLetterTally {
    private static final int MOST = 10_000;

    private final Map<Integer, Deque<Long>> offsets = new HashMap<>();

    /** A dead letter was read. */
    public synchronized void add(int partition, long offset) {
        Deque<Long> known = offsets.computeIfAbsent(partition, none -> new ArrayDeque<>());
        known.addLast(offset);
        if (known.size() > MOST) {
            known.removeFirst();
        }
    }

    /** @param told the next offset of each partition that has been told of */
    synchronized long after(Map<String, Long> told) {
        return offsets.entrySet().stream()
                .mapToLong(each -> {
                    long next = told.getOrDefault(each.getKey().toString(), 0L);
                    // A topic that was deleted and made again counts from 0.
                    long from = each.getValue().getLast() + 1 < next ? 0 : next;
                    return each.getValue().stream()
                            .filter(offset -> offset >= from)
                            .count();
                })
                .sum();
    }

    /** The next offset of each partition. */
    synchronized Map<String, Long> next() {
        Map<String, Long> next = new HashMap<>();
        offsets.forEach((partition, known) -> next.put(partition.toString(), known.getLast() + 1));
        return next;
    }
}
