package dev.pentimento.learning.network.script;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ImportedModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An imported TorchScript module, frozen: its parameters record no gradients, and BatchNorm and dropout are in
 * evaluation mode, regardless of the mode in which it was saved. Native memory, freed by {@link #close()}.
 */
public final class ScriptModule implements ImportedModule {
    /** The first bytes of a zip archive, which every TorchScript file is. */
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Model model;
    private final PtSymbolBlock block;
    private final ScriptOutput output;

    private ScriptModule(Model model, ScriptOutput output) {
        this.model = model;
        this.output = output;
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
            ScriptModule module = new ScriptModule(model, ScriptOutput.of(file));
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

    /**
     * The same network, whose file says which of its outputs is used.
     *
     * @param output key in a dictionary, or position in a tuple, from 0; null: the only output
     * @param pool whether all axes after the second are averaged
     */
    public static NetworkFile using(NetworkFile file, @Nullable String output, boolean pool) {
        ScriptOutput wanted = new ScriptOutput(output, pool);
        return wanted.equals(ScriptOutput.of(file)) ? file : wanted.writtenInto(file);
    }

    /** Memory for one call; the caller must close it. */
    @Override
    public NDManager newScratch() {
        return model.getNDManager().newSubManager();
    }

    /**
     * One forward pass; while gradients are recorded they reach {@code input}, if the module lets them through. The
     * graph optimizer is off: it would recompile for each batch size while images wait, and then round differently.
     */
    @Override
    public NDArray forward(NDArray input) {
        JniUtils.setGraphExecutorOptimize(false); // applies to this thread
        // Not through the block, which would switch the module to training mode when gradients are recorded.
        NDArray answer = selected(IValueUtils.forward(block, new NDList(input), true));
        Shape shape = answer.getShape();
        return ImportedModule.rows(
                output.pool() && shape.dimension() > 2
                        ? answer.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2})
                        : answer);
    }

    private NDArray selected(NDList outputs) {
        String wanted = output.name();
        if (wanted == null && outputs.size() == 1) {
            return outputs.head();
        }
        for (int i = 0; i < outputs.size() && wanted != null; i++) {
            if (wanted.equals(name(outputs, i))) {
                return outputs.get(i);
            }
        }
        String all = IntStream.range(0, outputs.size())
                .mapToObj(i -> name(outputs, i) + " " + outputs.get(i).getShape())
                .collect(Collectors.joining(", "));
        throw new UnusableFileException(
                wanted == null
                        ? "it has " + outputs.size() + " outputs: " + all
                                + "; choose one with --output, or with --classifier-output if it is the classifier"
                        : "it has no output '" + wanted + "', but " + all);
    }

    /** Key in a dictionary, or position. */
    private static String name(NDList outputs, int position) {
        String key = outputs.get(position).getName();
        return key == null ? Integer.toString(position) : key;
    }

    /** TorchScript does not say. */
    @Override
    public Optional<Shape> row() {
        return Optional.empty();
    }

    /** TorchScript does not say. */
    @Override
    public int rowsOfAPass() {
        return 0;
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
