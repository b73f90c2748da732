package dev.pentimento.http;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Limits how many requests of a kind are in progress, and how many may wait. */
final class Lane {
    private final int permits;
    private final int mostWaiting;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int inProgress;

    /** The result of submitting a request. */
    enum Turn {
        NOW,
        LATER,
        NEVER
    }

    Lane(int permits, int mostWaiting) {
        this.permits = permits;
        this.mostWaiting = mostWaiting;
    }

    /** @param later runs the request when its turn comes, unless it can run now; must not block */
    synchronized Turn enter(Runnable later) {
        if (inProgress < permits) {
            inProgress++;
            return Turn.NOW;
        }
        return waiting.size() < mostWaiting && waiting.add(later) ? Turn.LATER : Turn.NEVER;
    }

    /** Called when a request is done; the request that has waited longest takes its place. */
    void leave() {
        next().ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            inProgress--;
        }
        return next;
    }
}
