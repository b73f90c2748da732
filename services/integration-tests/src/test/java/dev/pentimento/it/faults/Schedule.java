package dev.pentimento.it.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Faults that begin while images come and may overlap; the same for the same seed. */
record Schedule(long seed, List<Fault> faults) {
    private static final int FIRST_BEGIN = 20;

    /** The short one of the build: a killed process of each sort, a lost controller and a pause, on top of each other. */
    static Schedule ofBuild(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String one = "-" + (1 + random.nextInt(2));
        return new Schedule(
                seed,
                List.of(
                        fault(FaultKind.KILL, "embedding" + one, 1, 1),
                        fault(FaultKind.CONTROLLER_LOST, "all", 3, 4),
                        fault(FaultKind.KILL, "evaluation" + one, 5, 1),
                        fault(FaultKind.PAUSE, "embedding" + one, 6, 5),
                        fault(FaultKind.KILL, "registry", 8, 2),
                        fault(FaultKind.NETWORK_CUT, "trainer", 4, 4)));
    }

    private static Fault fault(FaultKind kind, String target, int at, int lasts) {
        return new Fault(kind, target, Duration.ofSeconds(at), Duration.ofSeconds(lasts), 0);
    }

    /** Two to four faults. The first kind goes with the seed, so that as many seeds as there are kinds have them all. */
    static Schedule draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FaultKind[] kinds = FaultKind.values();
        List<Fault> faults = new ArrayList<>();
        int number = 2 + random.nextInt(3);
        for (int i = 0; i < number; i++) {
            int index = i == 0 ? Math.floorMod((int) seed, kinds.length) : random.nextInt(kinds.length);
            faults.add(draw(kinds[index], random));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return new Schedule(seed, List.copyOf(faults));
    }

    private static Fault draw(FaultKind kind, SplittableRandom random) {
        String target = kind.targets().get(random.nextInt(kind.targets().size()));
        int begin = 2 + random.nextInt(FIRST_BEGIN);
        // Most are short, some are long.
        double share = random.nextDouble() * random.nextDouble();
        long millis = Math.round(1_000 * (kind.leastSeconds() + share * (kind.mostSeconds() - kind.leastSeconds())));
        return new Fault(kind, target, Duration.ofSeconds(begin), Duration.ofMillis(millis), random.nextInt(1_000_000));
    }

    /** Begin of the keys of its images. */
    String prefix() {
        return "s" + seed + "-";
    }

    String describe() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
    }
}
