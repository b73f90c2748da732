package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was left out while a data set was read, counted by reason, and what else its user should know. */
final class ReadingReport {
    private static final int MISSING_SHOWN = 50;

    private final boolean skipMissing;
    private final ArrayStore arrays;
    private final Map<String, Reason> reasons = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param skipMissing whether images that a list names but that do not exist are left out, not refused */
    ReadingReport(boolean skipMissing) {
        this(skipMissing, ArrayStore.standard(note -> {}));
    }

    /** @param arrays where large arrays are held */
    ReadingReport(boolean skipMissing, ArrayStore arrays) {
        this.skipMissing = skipMissing;
        this.arrays = arrays;
    }

    ArrayStore arrays() {
        return arrays;
    }

    /** @param reason in words that may follow a number: "empty", ".webp" */
    void leaveOut(String reason, Path what) {
        reasons.compute(reason, (key, known) -> known == null ? new Reason(1, what) : known.oneMore());
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /**
     * Refuses a list that names images that do not exist, unless they may be left out.
     *
     * @param missing one description for each
     * @param entries number of images that the list names
     * @throws DatasetException naming the missing images
     */
    void requireNone(List<String> missing, int entries, Path list) {
        if (missing.isEmpty()) {
            return;
        }
        String count =
                String.format(Locale.ROOT, "%,d of the %,d images of %s do not exist", missing.size(), entries, list);
        if (skipMissing) {
            notes.add(count + " and were left out; the first: " + missing.get(0));
            return;
        }
        String shown =
                missing.stream().limit(MISSING_SHOWN).map(each -> "\n  " + each).collect(Collectors.joining());
        int more = missing.size() - MISSING_SHOWN;
        throw new DatasetException(count + "; --skip-missing leaves them out:" + shown
                + (more > 0 ? String.format(Locale.ROOT, "%n  and %,d more", more) : ""));
    }

    /** What was left out, in one line; empty if nothing was. */
    String leftOut() {
        int files = reasons.values().stream().mapToInt(Reason::count).sum();
        return reasons.isEmpty()
                ? ""
                : String.format(
                                Locale.ROOT,
                                "left out %,d %s: ",
                                files,
                                files == 1 ? "file or folder" : "files or folders")
                        + reasons.entrySet().stream()
                                .map(each -> each.getValue().describe(each.getKey()))
                                .collect(Collectors.joining("; "));
    }

    /** All that the user should know, one sentence each. */
    List<String> sentences() {
        List<String> all = new ArrayList<>(notes);
        if (!reasons.isEmpty()) {
            all.add(leftOut());
        }
        return all;
    }

    private record Reason(int count, Path first) {
        Reason oneMore() {
            return new Reason(count + 1, first);
        }

        String describe(String reason) {
            return String.format(Locale.ROOT, "%,d %s (%s%s)", count, reason, count > 1 ? "the first: " : "", first);
        }
    }
}
