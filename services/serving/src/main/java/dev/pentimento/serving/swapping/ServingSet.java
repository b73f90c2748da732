package dev.pentimento.serving.swapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The resources that currently serve, in order. One thread swaps them, all at once; any number of threads use them. A
 * resource that leaves the set is closed when its last user is done.
 */
public final class ServingSet<T extends Resource> implements AutoCloseable {
    private List<Counted<T>> members = List.of();
    private boolean closed;

    /**
     * Replaces the members. A resource that stays keeps its users; after {@link #close()}, new members are closed
     * immediately.
     *
     * @return whether anything changed
     */
    public synchronized boolean swap(List<T> next) {
        List<Counted<T>> before = members;
        members = next.stream().map(resource -> counted(resource, before)).toList();
        if (members.equals(before)) {
            return false;
        }
        before.stream().filter(member -> !members.contains(member)).forEach(Counted::release);
        if (closed) {
            members.forEach(Counted::release);
            members = List.of();
        }
        notifyAll();
        return true;
    }

    private static <T extends Resource> Counted<T> counted(T resource, List<Counted<T>> existing) {
        return existing.stream()
                .filter(member -> member.get() == resource)
                .findFirst()
                .orElseGet(() -> new Counted<>(resource));
    }

    /** The members, in order. Use them only within {@link #hold}. */
    public synchronized List<T> resources() {
        return members.stream().map(Counted::get).toList();
    }

    /** Holds all members. */
    public Holding<T> hold() {
        return hold(member -> true);
    }

    /** Holds the selected members: none of them is closed before the hold is closed. */
    public synchronized Holding<T> hold(Predicate<T> wanted) {
        List<Counted<T>> held = new ArrayList<>();
        members.stream().filter(member -> wanted.test(member.get())).forEach(member -> held.add(member.acquire()));
        return new Holding<>(held.stream().map(Counted::get).toList(), () -> held.forEach(Counted::release));
    }

    /** Waits until there is a member, but no longer than {@code limit}; returns whether there is one. */
    public synchronized boolean await(Duration limit) throws InterruptedException {
        if (members.isEmpty()) {
            wait(limit.toMillis());
        }
        return !members.isEmpty();
    }

    @Override
    public synchronized void close() {
        swap(List.of());
        closed = true;
    }

    /**
     * Resources in use.
     *
     * @param release ends the use; {@link #close()} calls it
     */
    public record Holding<T>(List<T> resources, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }
}
