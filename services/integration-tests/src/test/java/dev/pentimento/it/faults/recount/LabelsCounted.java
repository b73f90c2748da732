package dev.pentimento.it.faults.recount;

import dev.pentimento.it.faults.recount.Observed.Result;
import dev.pentimento.it.faults.recount.Observed.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the labels of each image are now and were first, and whether each change of them is one outcome. */
final class LabelsCounted {
    private final Map<String, String> now = new HashMap<>();
    private final Map<String, String> first = new HashMap<>();
    private final Map<String, Integer> changes = new HashMap<>();
    /** Of several images of one id, labels belong to the last one. */
    private final Map<String, Answer> last = new HashMap<>();

    LabelsCounted(Observed observed, List<String> classes) {
        observed.answers
                .values()
                .forEach(answers -> answers.forEach(each -> last.merge(
                        each.id(),
                        each,
                        (a, b) -> a.image().offset() > b.image().offset() ? a : b)));
        observed.labels.forEach((id, told) -> follow(id, told, classes));
    }

    private void follow(String id, List<Told> told, List<String> classes) {
        for (Told each : told) {
            String label = each.label();
            if (label != null && !classes.contains(label)) {
                continue;
            }
            if (!Objects.equals(now.get(id), label)) {
                changes.merge(id, 1, Integer::sum);
            }
            if (label == null) {
                now.remove(id);
            } else {
                now.put(id, label);
                first.putIfAbsent(id, label);
            }
        }
    }

    @Nullable
    String now(Answer answer) {
        return mine(answer) ? now.get(answer.id()) : null;
    }

    @Nullable
    String first(Answer answer) {
        return mine(answer) ? first.get(answer.id()) : null;
    }

    private boolean mine(Answer answer) {
        Answer owner = last.get(answer.id());
        return owner != null && owner.image().equals(answer.image());
    }

    List<String> complaints(Observed observed) {
        List<String> complaints = new ArrayList<>();
        Set<String> ids = new HashSet<>(observed.outcomes.keySet());
        ids.addAll(observed.labels.keySet());
        for (String id : ids) {
            List<Result> found = observed.outcomes.getOrDefault(id, List.of());
            int expected = last.containsKey(id) ? changes.getOrDefault(id, 0) : 0;
            long revisions = found.stream().map(Result::revision).distinct().count();
            if (found.size() != expected || revisions != expected) {
                complaints.add("image " + id + " has " + found.size() + " outcomes, not " + expected + ": " + found
                        + " of " + observed.labels.get(id));
            } else if (expected > 0
                    && found.stream()
                            .noneMatch(
                                    each -> each.revision() == expected && Objects.equals(each.label(), now.get(id)))) {
                complaints.add("image " + id + " is labelled " + now.get(id) + ", but its outcomes are " + found);
            }
        }
        return complaints;
    }
}
