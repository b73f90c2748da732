package dev.pentimento.it.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures over a run. What comes before the end of the warm-up is shown, and does not count for slopes. */
public final class Samples {
    private final long warmUpImages;
    private final List<Long> images = new ArrayList<>();
    private final Map<String, List<Double>> figures = new TreeMap<>();

    /** @param warmUpImages samples of fewer images do not count */
    public Samples(long warmUpImages) {
        this.warmUpImages = warmUpImages;
    }

    public void add(long passed, Map<String, Double> sample) {
        images.add(passed);
        sample.forEach((name, value) ->
                figures.computeIfAbsent(name, none -> new ArrayList<>()).add(value));
    }

    /** One for each figure. */
    public List<Slope> slopes() {
        int first = (int) images.stream().filter(each -> each < warmUpImages).count();
        return figures.entrySet().stream()
                .map(each -> Slope.of(
                        each.getKey(),
                        images.subList(first, images.size()),
                        each.getValue().subList(first, images.size())))
                .toList();
    }

    /** All samples as comma-separated values. */
    public String csv() {
        StringBuilder text = new StringBuilder("images," + String.join(",", quoted()) + "\n");
        for (int i = 0; i < images.size(); i++) {
            text.append(images.get(i));
            for (List<Double> values : figures.values()) {
                text.append(String.format(Locale.ROOT, ",%.1f", values.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private List<String> quoted() {
        return figures.keySet().stream().map(name -> '"' + name + '"').toList();
    }
}
