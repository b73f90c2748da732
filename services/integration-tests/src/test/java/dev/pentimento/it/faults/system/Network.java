package dev.pentimento.it.faults.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every way from a service, or from a broker, to a broker, and from the services to the registry. */
final class Network implements AutoCloseable {
    private record Way(String from, int broker) {}

    private final Map<Way, Link> links = new HashMap<>();
    private final List<Link> others = new ArrayList<>();

    void add(String listener, int broker, Link link) {
        links.put(new Way(listener, broker), link);
    }

    void add(Link link) {
        others.add(link);
    }

    /** Those that one service uses. */
    List<Link> of(String listener) {
        return select(way -> way.from().equals(listener));
    }

    /** Those that lead to one broker. */
    List<Link> to(int broker) {
        return select(way -> way.broker() == broker);
    }

    private List<Link> select(Predicate<Way> wanted) {
        return links.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        others.forEach(Link::close);
    }
}
