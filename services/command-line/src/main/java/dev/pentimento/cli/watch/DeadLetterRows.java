package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.events.DeadLetter;
import java.util.List;

/** One line per record that could not be used. */
public final class DeadLetterRows implements EventRows.Single<DeadLetter> {
    @Override
    public List<Column<DeadLetter>> columns() {
        return List.of(
                new Column<>("TIME", 20, each -> Figures.time(each.getTimestamp())),
                new Column<>("RECORD", 24, DeadLetterRows::place),
                new Column<>("SERVICE", 10, DeadLetter::getService),
                new Column<>("REASON", 19, each -> each.getReason().toString()),
                new Column<>("BYTES", 9, each -> Long.toString(each.getSize())),
                new Column<>("DETAIL", 80, DeadLetter::getDetail));
    }

    /** The position of the record. */
    public static String place(DeadLetter letter) {
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }
}
