package dev.pentimento.learning.experiment;

import java.util.List;
import java.util.function.Supplier;

/** Runs of one seed that are made and kept together. @param name of the group @param making takes its time */
record Block(String name, Supplier<Made> making) {

    /** @param maps of the first seed only */
    record Made(List<Run> runs, List<EmbeddingMap> maps) {
        Made {
            runs = List.copyOf(runs);
            maps = List.copyOf(maps);
        }
    }
}
