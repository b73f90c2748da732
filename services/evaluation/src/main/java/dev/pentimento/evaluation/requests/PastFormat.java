package dev.pentimento.evaluation.requests;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.requests.RequestBudget.Past;

/** How the past of a partition is stored. */
final class PastFormat {
    static final VersionedFormat<Past> FORMAT =
            VersionedFormat.of(VersionedFormat.FIRST, PastFormat::write, PastFormat::read);

    private PastFormat() {}

    private static void write(Past past, Packer packer) {
        Drawing levels = past.levels();
        packer.optionalText(levels == null ? null : levels.text())
                .number(past.images())
                .number(past.startMillis())
                .number(past.latestMillis())
                .number(past.formerMillis())
                .real(past.balance())
                .number(past.seen())
                .number(past.flips());
    }

    private static Past read(Unpacker unpacker) {
        String levels = unpacker.optionalText();
        return new Past(
                levels == null ? null : Drawing.ofText(levels),
                unpacker.count(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.real(),
                unpacker.number(),
                unpacker.number());
    }
}
