package dev.pentimento.learning.version;

import dev.pentimento.learning.file.NetworkFile;
import java.util.function.Supplier;

/** The finished networks of a training run, so that it can resume after a kill. */
@FunctionalInterface
public interface FinishedNetworks {
    /** Trains every network again. */
    FinishedNetworks NONE = (name, making) -> making.get();

    /** The network with this name; trained and saved if there is none yet. */
    NetworkFile network(String name, Supplier<NetworkFile> making);
}
