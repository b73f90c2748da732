package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Rows;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.DeadLetter;
import java.util.List;

/** A line for each record that could not be used. */
public final class DeadLetterRows implements Rows<DeadLetter, DeadLetter> {
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

    @Override
    public List<DeadLetter> of(DeadLetter letter) {
        return List.of(letter);
    }

    @Override
    public Tone tone(DeadLetter letter) {
        return Tone.PLAIN;
    }

    private static String place(DeadLetter letter) {
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }
}
