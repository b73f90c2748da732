package dev.pentimento.learning.network.script;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * An imported TorchScript module, frozen: its parameters record no gradients, and BatchNorm and dropout are in
 * evaluation mode, regardless of the mode in which it was saved. Native memory, freed by {@link #close()}.
 */
public final class ScriptModule implements AutoCloseable {
    /** The first bytes of a zip archive, which every TorchScript file is. */
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Model model;
    private final PtSymbolBlock block;

    private ScriptModule(Model model) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /** @throws UnusableFileException if the engine cannot read it */
    public static ScriptModule load(NetworkFile file, ComputeDevice device) {
        if (!startsAsZip(file.bytes())) {
            throw new UnusableFileException("not a TorchScript file as written by torch.jit.save");
        }
        TorchEngine.start(1);
        Model model = Model.newInstance("torchscript", device.engineDevice(), "PyTorch");
        try {
            model.load(new ByteArrayInputStream(file.bytes()));
            ScriptModule module = new ScriptModule(model);
            JniUtils.enableInferenceMode(module.block);
            return module;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new UnusableFileException(
                    "not a TorchScript file that the engine can read, as written by torch.jit.save (" + firstLine(e)
                            + ")",
                    e);
        }
    }

    private static boolean startsAsZip(byte[] bytes) {
        return bytes.length > ZIP.length && java.util.Arrays.mismatch(bytes, ZIP) == ZIP.length;
    }

    /** The engine's address of this module. */
    long handle() {
        return block.getHandle();
    }

    /** Memory for one call; the caller must close it. */
    public NDManager newScratch() {
        return model.getNDManager().newSubManager();
    }

    /**
     * One forward pass; while gradients are recorded they reach {@code input}, if the module lets them through. The
     * graph optimizer is off: it would recompile for each batch size while images wait, and then round differently.
     *
     * @return in {@code input}'s manager
     * @throws UnusableFileException if the module returns anything but one tensor
     */
    public NDArray forward(NDArray input) {
        JniUtils.setGraphExecutorOptimize(false); // applies to this thread
        // Not through the block, which would switch the module to training mode when gradients are recorded.
        NDList result = IValueUtils.forward(block, new NDList(input), true);
        if (result.size() != 1) {
            throw new UnusableFileException("it returns " + result.size() + " tensors, expected one");
        }
        return result.head();
    }

    /** The engine's message without its native stack. */
    public static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        model.close();
    }
}
