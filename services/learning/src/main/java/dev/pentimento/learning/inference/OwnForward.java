package dev.pentimento.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.Pass;

/** An own network. Its weights want no gradients, so the engine records none. */
record OwnForward(String name, Network network) implements Forward {

    @Override
    public NDManager newScratch() {
        return network.weights().newScratch();
    }

    @Override
    public NDArray apply(NDArray input) {
        return network.forward(input, Pass.INFERENCE);
    }

    @Override
    public void close() {
        network.close();
    }
}
