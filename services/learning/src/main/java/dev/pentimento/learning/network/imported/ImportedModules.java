package dev.pentimento.learning.network.imported;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ImportedModule;
import dev.pentimento.learning.network.onnx.OnnxModule;
import dev.pentimento.learning.network.script.ScriptModule;
import java.util.Optional;

/** Loads networks that were made with other tools. */
public final class ImportedModules {
    private static final int PROBES = 2;

    private ImportedModules() {}

    /** Whether this is the format of such a network. */
    public static boolean isFormat(String format) {
        return format.equals(NetworkFile.TORCHSCRIPT) || format.equals(NetworkFile.ONNX);
    }

    /**
     * The caller must close it.
     *
     * @throws UnusableFileException if its engine cannot load it
     */
    public static ImportedModule load(NetworkFile file, ComputeDevice device) {
        return file.format().equals(NetworkFile.ONNX) ? OnnxModule.load(file, device) : ScriptModule.load(file, device);
    }

    /**
     * The network itself, or one that gives it one row after another, if it was made for a single row and so fails on two or
     * mixes them. Closing either closes both.
     *
     * @param row shape of one row, which it must accept
     */
    public static ImportedModule forRows(ImportedModule module, Shape row) {
        return module.rowsOfAPass() != 1 && !takes(module, row, PROBES) && takes(module, row, 1)
                ? new OneByOne(module)
                : module;
    }

    /** Whether it was made for a single row, so that rows pass one by one, here or in the module itself. */
    public static boolean isForOneRow(ImportedModule module, Shape row) {
        return module.rowsOfAPass() == 1 || forRows(module, row) != module;
    }

    private static boolean takes(ImportedModule module, Shape row, int rows) {
        try (NDManager scratch = module.newScratch()) {
            Shape answer =
                    module.forward(scratch.zeros(new Shape(rows).addAll(row))).getShape();
            return answer.dimension() > 0 && answer.get(0) == rows;
        } catch (EngineException | UnusableFileException e) {
            return false;
        }
    }

    private record OneByOne(ImportedModule module) implements ImportedModule {
        @Override
        public NDManager newScratch() {
            return module.newScratch();
        }

        @Override
        public NDArray forward(NDArray input) {
            NDList answers = new NDList();
            for (long row = 0; row < input.getShape().get(0); row++) {
                answers.add(module.forward(input.get(row + ":" + (row + 1))));
            }
            return NDArrays.concat(answers);
        }

        @Override
        public Optional<Shape> row() {
            return module.row();
        }

        @Override
        public int rowsOfAPass() {
            return 1;
        }

        @Override
        public void close() {
            module.close();
        }
    }
}
