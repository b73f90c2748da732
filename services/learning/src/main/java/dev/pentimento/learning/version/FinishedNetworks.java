package dev.pentimento.learning.version;

import dev.pentimento.learning.file.NetworkFile;
import java.util.function.Supplier;

/** Finished networks of a training, so that it resumes behind them after a kill. */
@FunctionalInterface
public interface FinishedNetworks {
    /** Trains every network again. */
    FinishedNetworks NONE = (name, making) -> making.get();

    /** The network of this name; trained and saved if there is none yet. */
    NetworkFile network(String name, Supplier<NetworkFile> making);
}
