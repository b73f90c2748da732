package dev.pentimento.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.ScriptClassifier;
import dev.pentimento.learning.network.ScriptModule;
import dev.pentimento.learning.network.UnusableFileException;

/** A TorchScript module that somebody else made. */
record ScriptForward(String name, ScriptModule module) implements Forward {

    static ScriptForward load(String name, NetworkFile file, ComputeDevice device) {
        try {
            return new ScriptForward(name, ScriptModule.load(file, device));
        } catch (UnusableFileException e) {
            throw new UnusableFileException(name + " is " + e.getMessage(), e);
        }
    }

    @Override
    public NDManager newScratch() {
        return module.newScratch();
    }

    @Override
    public NDArray apply(NDArray input) {
        return module.forward(input);
    }

    @Override
    public void close() {
        module.close();
    }

    /** One that answers with logits. */
    record OfClassifier(String name, ScriptClassifier classifier) implements Forward {

        static OfClassifier load(String name, NetworkFile file, int dimensions, ComputeDevice device) {
            try {
                return new OfClassifier(name, ScriptClassifier.load(file, dimensions, device));
            } catch (UnusableFileException e) {
                throw new UnusableFileException(name + ": " + e.getMessage(), e);
            }
        }

        @Override
        public NDManager newScratch() {
            return classifier.newScratch();
        }

        @Override
        public NDArray apply(NDArray input) {
            return classifier.logits(input);
        }

        @Override
        public void close() {
            classifier.close();
        }
    }
}
