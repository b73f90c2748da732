package dev.pentimento.it.faults.recount;

import dev.pentimento.it.faults.recount.Observed.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether each image has exactly one prediction or one dead letter, and the right one of both. */
record OnceEach(Observed observed, String prefix) {
    /** @param acknowledged images that the harness sent and the brokers acknowledged, with their keys */
    List<String> complaints(Map<Place, String> acknowledged) {
        List<String> complaints = new ArrayList<>();
        acknowledged.forEach((place, key) -> {
            Sent sent = observed.images.get(place);
            if (sent == null || !sent.key().equals(key)) {
                complaints.add("image " + key + " was acknowledged at " + place + " and is not there");
            }
        });
        observed.images.forEach((place, sent) -> {
            if (sent.key().startsWith(prefix)) {
                String complaint = complaint(place, sent);
                if (!complaint.isEmpty()) {
                    complaints.add("image " + sent.key() + " at " + place + ": " + complaint);
                }
            }
        });
        for (List<Answer> answers : observed.answers.values()) {
            for (Answer answer : answers) {
                if (!observed.images.containsKey(answer.image())) {
                    complaints.add("a prediction of " + answer.image() + ", which is no image");
                }
            }
        }
        return complaints;
    }

    private String complaint(Place place, Sent sent) {
        List<Answer> answers = observed.answers.getOrDefault(place, List.of());
        int letters = letters(place);
        boolean broken = sent.key().endsWith(Recount.BROKEN);
        if (answers.size() + letters != 1) {
            return answers.size() + " predictions and " + letters + " dead letters; it is in "
                    + observed.embedded.getOrDefault(place, 0) + " batches of embeddings";
        }
        if (broken != answers.isEmpty()) {
            return broken
                    ? "is no image and has a prediction"
                    : "is a good image and has the dead letter " + observed.refused.get(place);
        }
        return answers.stream()
                        .allMatch(each -> each.id().equals(sent.key()) && each.imageTimestamp() == sent.timestamp())
                ? ""
                : "its prediction has another id or timestamp: " + answers;
    }

    private int letters(Place place) {
        return observed.refused.getOrDefault(place, List.of()).size();
    }

    long images() {
        return observed.images.values().stream()
                .filter(each -> each.key().startsWith(prefix))
                .count();
    }

    long lost() {
        return count(0, 0);
    }

    long twice() {
        return count(2, Integer.MAX_VALUE);
    }

    private long count(int from, int to) {
        return observed.images.entrySet().stream()
                .filter(each -> each.getValue().key().startsWith(prefix))
                .mapToInt(each ->
                        observed.answers.getOrDefault(each.getKey(), List.of()).size() + letters(each.getKey()))
                .filter(told -> told >= from && told <= to)
                .count();
    }
}
