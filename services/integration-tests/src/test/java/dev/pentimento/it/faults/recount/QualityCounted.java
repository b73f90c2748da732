package dev.pentimento.it.faults.recount;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Whether the newest record of each window of quality says what the predictions and labels say. */
record QualityCounted(Observed observed, LabelsCounted labels, List<String> classes, long windowMillis) {
    /** @param start none: since the version became champion */
    private record Key(
            String version, String slice, @Nullable Long start) {}

    List<String> complaints() {
        Map<Key, List<Answer>> expected = new HashMap<>();
        for (List<Answer> answers : observed.answers.values()) {
            for (Answer answer : answers) {
                for (String slice : answer.slices()) {
                    add(expected, new Key(answer.version(), slice, start(answer)), answer);
                    add(expected, new Key(answer.version(), slice, null), answer);
                }
            }
        }
        Map<Key, GenericRecord> found = new HashMap<>();
        observed.quality
                .values()
                .forEach(window -> found.put(
                        new Key(
                                window.get("modelVersion").toString(),
                                window.get("slice").toString(),
                                (Long) window.get("windowStart")),
                        window));
        List<String> complaints = new ArrayList<>();
        Set<Key> all = new HashSet<>(expected.keySet());
        all.addAll(found.keySet());
        for (Key key : all) {
            GenericRecord window = found.get(key);
            List<Answer> answers = expected.get(key);
            if (window == null || answers == null) {
                complaints.add("quality of " + key + (window == null ? " is missing" : " has no predictions"));
            } else {
                compare(key, window, answers, complaints);
            }
        }
        return complaints;
    }

    private long start(Answer answer) {
        return answer.at() - Math.floorMod(answer.at(), windowMillis);
    }

    private static void add(Map<Key, List<Answer>> windows, Key key, Answer answer) {
        windows.computeIfAbsent(key, none -> new ArrayList<>()).add(answer);
    }

    private void compare(Key key, GenericRecord window, List<Answer> answers, List<String> complaints) {
        long labelled =
                answers.stream().filter(each -> labels.now(each) != null).count();
        equal(complaints, key + " images", window.get("images"), (long) answers.size());
        equal(complaints, key + " labelled", window.get("labelled"), labelled);
        for (Object each : (List<?>) window.get("arms")) {
            GenericRecord arm = (GenericRecord) each;
            String name = arm.get("arm").toString();
            Function<Answer, @Nullable String> opinion =
                    opinion(name, arm.get("modelVersion").toString());
            equal(
                    complaints,
                    key + " confusion of " + name,
                    numbers(arm.get("confusion")),
                    confusion(answers, opinion));
        }
        for (Object each : (List<?>) window.get("comparisons")) {
            comparison(key, (GenericRecord) each, answers, complaints);
        }
    }

    private void comparison(Key key, GenericRecord comparison, List<Answer> answers, List<String> complaints) {
        String challenger = comparison.get("challenger").toString();
        Function<Answer, @Nullable String> before = opinion(
                comparison.get("baseline").toString(),
                comparison.get("baselineVersion").toString());
        Function<Answer, @Nullable String> after =
                opinion(challenger, comparison.get("challengerVersion").toString());
        // A record of a former release has no such field.
        long epochStart = comparison.hasField("epochStart") ? (Long) comparison.get("epochStart") : 0;
        long[] counts = new long[4];
        for (Answer answer : answers) {
            if (start(answer) < epochStart) {
                continue; // evidence of an earlier epoch
            }
            String one = before.apply(answer);
            String other = after.apply(answer);
            if (one == null || other == null) {
                continue;
            }
            counts[0]++;
            String truth = labels.first(answer);
            if (truth != null) {
                counts[1]++;
                counts[2] += !one.equals(truth) && other.equals(truth) ? 1 : 0;
                counts[3] += one.equals(truth) && !other.equals(truth) ? 1 : 0;
            }
        }
        long[] said = new long[] {
            (Long) comparison.get("compared"),
            (Long) comparison.get("labelled"),
            (Long) comparison.get("helped"),
            (Long) comparison.get("hurt")
        };
        equal(
                complaints,
                key + " compared, labelled, helped and hurt of " + challenger,
                Arrays.toString(said),
                Arrays.toString(counts));
    }

    private static Function<Answer, @Nullable String> opinion(String arm, String version) {
        return switch (arm) {
            case "original" -> Answer::original;
            case "corrected" -> Answer::corrected;
            default -> answer -> answer.candidates().get(version);
        };
    }

    private String confusion(List<Answer> answers, Function<Answer, @Nullable String> opinion) {
        long[] counts = new long[classes.size() * classes.size()];
        for (Answer answer : answers) {
            String truth = labels.now(answer);
            String said = opinion.apply(answer);
            if (truth != null && said != null) {
                counts[classes.indexOf(truth) * classes.size() + classes.indexOf(said)]++;
            }
        }
        return Arrays.toString(counts);
    }

    private static String numbers(Object list) {
        return Arrays.toString(((List<?>) list)
                .stream().mapToLong(each -> ((Number) each).longValue()).toArray());
    }

    private static void equal(List<String> complaints, String what, Object said, Object counted) {
        if (!said.equals(counted)) {
            complaints.add("quality of " + what + ": " + said + ", counted " + counted);
        }
    }
}
