package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.EmbeddingMap;
import java.util.List;
import java.util.function.Supplier;

/** Runs of one seed that are computed and saved together. @param name of the group @param making slow */
public record RunGroup(String name, Supplier<Made> making) {

    /** @param maps of the first seed only */
    public record Made(List<ArmResult> runs, List<EmbeddingMap> maps) {
        public Made {
            runs = List.copyOf(runs);
            maps = List.copyOf(maps);
        }
    }
}
