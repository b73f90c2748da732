package dev.pentimento.it.faults.recount;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the newest record of each window of drift counts the images that the window has. */
record DriftCounted(Observed observed, long windowMillis) {
    private record Key(String reference, String slice, long start) {}

    List<String> complaints() {
        Map<Key, Long> expected = new HashMap<>();
        for (List<Answer> answers : observed.answers.values()) {
            for (Answer answer : answers) {
                Observed.Version version = observed.versions.get(answer.version());
                String reference = version == null ? null : version.reference();
                if (reference != null) {
                    long start = answer.at() - Math.floorMod(answer.at(), windowMillis);
                    answer.slices().forEach(slice -> expected.merge(new Key(reference, slice, start), 1L, Long::sum));
                }
            }
        }
        Map<Key, Long> found = new HashMap<>();
        observed.drift
                .values()
                .forEach(window -> found.put(
                        new Key(
                                window.get("referenceId").toString(),
                                window.get("slice").toString(),
                                (Long) window.get("windowStart")),
                        (Long) window.get("images")));
        Set<Key> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        List<String> complaints = new ArrayList<>();
        for (Key key : all) {
            if (!found.getOrDefault(key, 0L).equals(expected.getOrDefault(key, 0L))) {
                complaints.add("drift of " + key + ": " + found.get(key) + " images, counted " + expected.get(key));
            }
        }
        return complaints;
    }
}
