package dev.pentimento.it.hostile;

import dev.pentimento.it.hostile.Recount.Letters;
import dev.pentimento.it.hostile.Recount.Place;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where every record went and what must become of it, in a few bytes each, all taken at the beginning. */
public final class SentRecords {
    private static final Topic[] TOPICS = Topic.values();
    private static final Fate[] FATES = Fate.values();
    /** Whole images that are sent between the cases. */
    public static final String GOOD = "whole image between the cases";

    private final long[] offsets;
    private final int[] partitions;
    private final byte[] topics;
    private final byte[] fates;
    private final byte[] kinds;
    private final int[] cases;
    private final List<String> kindNames = new ArrayList<>();
    private int size;

    public SentRecords(int most) {
        offsets = new long[most];
        partitions = new int[most];
        topics = new byte[most];
        fates = new byte[most];
        kinds = new byte[most];
        cases = new int[most];
        Arrays.fill(partitions, -1);
    }

    /** @return its number here */
    synchronized int add(HostileCase sent, int index) {
        if (!kindNames.contains(sent.kind())) {
            kindNames.add(sent.kind());
        }
        topics[size] = (byte) sent.topic().ordinal();
        fates[size] = (byte) sent.fate().ordinal();
        kinds[size] = (byte) kindNames.indexOf(sent.kind());
        cases[size] = index;
        return size++;
    }

    synchronized void stands(int number, int partition, long offset) {
        partitions[number] = partition;
        offsets[number] = offset;
    }

    /**
     * What is not as it must be, a line each.
     *
     * @param table gets the number of cases of each kind, by what became of them
     */
    public synchronized List<String> findings(Recount recount, Map<String, Map<String, Integer>> table) {
        List<String> findings = new ArrayList<>();
        table.clear();
        for (int i = 0; i < size; i++) {
            Topic topic = TOPICS[topics[i]];
            String kind = kindNames.get(kinds[i]);
            Place place = new Place(topic.baseName(), partitions[i], offsets[i]);
            int predictions = recount.predictions(place);
            Letters letters = recount.letters(place);
            String became = became(topic, FATES[fates[i]], predictions, letters);
            table.computeIfAbsent(kind, none -> new TreeMap<>()).merge(became, 1, Integer::sum);
            if (!right(topic, FATES[fates[i]], predictions, letters)) {
                findings.add("case " + cases[i] + ", " + kind + ", at " + place + ": must be " + FATES[fates[i]]
                        + ", but has " + predictions + " predictions and " + letters);
            }
        }
        return findings;
    }

    private static String became(Topic topic, Fate fate, int predictions, Letters letters) {
        if (letters.count() > 0) {
            return letters.reasons();
        }
        if (topic == Topic.IMAGES) {
            return predictions == 1 ? "prediction" : predictions + " predictions";
        }
        return fate == Fate.NOTHING ? topic == Topic.LABELS ? "label taken" : "passed over" : "nothing yet";
    }

    private static boolean right(Topic topic, Fate fate, int predictions, Letters letters) {
        if (fate == Fate.PREDICTED) {
            return predictions == 1 && letters.count() == 0;
        }
        if (fate == Fate.NOTHING) {
            return letters.count() == 0;
        }
        if (fate == Fate.DAMAGED_IMAGE && predictions == 1) {
            return letters.count() == 0;
        }
        boolean number = fate == Fate.FAILED_INFERENCE ? letters.count() >= 1 : letters.count() == 1;
        return predictions == 0 && number && fate.reasons().contains(letters.reasons());
    }
}
