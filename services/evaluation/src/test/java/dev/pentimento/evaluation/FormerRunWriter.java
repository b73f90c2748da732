package dev.pentimento.evaluation;

import dev.pentimento.serving.judges.LoadedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Writes what the first part of {@link FormerRun} leaves in stores and internal topics, as lines of hex digits. Arguments:
 * a folder for the state, and the file.
 *
 * <p>{@code restart.former.txt} was written at commit afef23e, where this class and {@link FormerRun} were added to the
 * tests; {@code LoadedVersion} was in {@code evaluation.models} then.
 */
final class FormerRunWriter {
    /** Stores of the steps that merge: they end before the others do. */
    private static final Set<String> MERGED = Set.of(
            "quality-tallies",
            "quality-changed",
            "quality-sources",
            "quality-waiting",
            "drift-detectors",
            "drift-windows",
            "drift-changed",
            "drift-sources");

    private FormerRunWriter() {}

    public static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        LastingStores stores = new LastingStores();
        try (TestStream stream = new TestStream(Path.of(arguments[0]), FormerRun.SETTINGS, stores)) {
            FormerRun run = new FormerRun(stream, version -> serve(stream, version));
            run.firstPart();
            dump(stores, true, lines);
            List<String> unread = List.of("quality-counts", "drift-counts");
            unread.forEach(stream::between);
            run.endOfFirstPart();
            dump(stores, false, lines);
            unread.forEach(topic -> stream.between(topic)
                    .forEach(value ->
                            lines.add("topic " + topic + " 00 " + HexFormat.of().formatHex(value))));
        }
        Files.write(Path.of(arguments[1]), lines);
    }

    static void serve(TestStream stream, String version) {
        stream.versions.swap(
                LoadedVersion.of(
                        version, TestStream.ENCODER, TestStream.CLASSES, new FakeJudge(3, true), TestReference.make()),
                List.of(TestStream.version("c1", TestStream.ENCODER, new FakeJudge(3, false))));
    }

    private static void dump(LastingStores stores, boolean merged, List<String> lines) {
        HexFormat hex = HexFormat.of();
        for (String name : stores.names()) {
            if (MERGED.contains(name) == merged) {
                stores.content(name)
                        .forEach((key, value) -> lines.add(
                                "store " + name + " " + hex.formatHex(key.get()) + " " + hex.formatHex(value)));
            }
        }
    }
}
