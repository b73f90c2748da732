package dev.pentimento.learning.inference;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A TorchScript module that somebody else made. */
record ScriptForward(String name, Model model) implements Forward {

    static ScriptForward load(String name, NetworkFile file, ComputeDevice device) {
        TorchEngine.start(1);
        Model model = Model.newInstance(name, device.engineDevice(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(file.bytes()));
            return new ScriptForward(name, model);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new UnusableFileException(
                    name + " is no TorchScript file that the engine reads: " + Checks.firstLine(e), e);
        }
    }

    @Override
    public NDManager newScratch() {
        return model.getNDManager().newSubManager();
    }

    @Override
    public NDArray apply(NDArray input) {
        NDList result =
                model.getBlock().forward(new ParameterStore(input.getManager(), false), new NDList(input), false);
        if (result.size() != 1) {
            throw new UnusableOutputException(name + " gave " + result.size() + " tensors, expected one");
        }
        return result.head();
    }

    @Override
    public void close() {
        model.close();
    }
}
