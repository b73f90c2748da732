package dev.pentimento.learning.version;

import dev.pentimento.learning.network.NetworkFile;
import java.util.function.Supplier;

/** Networks of a training that are ready: after a kill it goes on behind them. */
@FunctionalInterface
public interface FinishedNetworks {
    /** Every network is made anew. */
    FinishedNetworks NONE = (name, making) -> making.get();

    /** The network of this name, made if it is not there yet, and then kept. */
    NetworkFile network(String name, Supplier<NetworkFile> making);
}
