package dev.pentimento.learning.network.script;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.file.NetworkFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A process that rewrites one TorchScript file as PyTorch's {@code optimize_for_mobile} does: parameters become
 * constants, BatchNorm is folded, activations are fused, and convolutions and dense layers use XNNPACK.
 *
 * <p>The engine's binding does not offer these two functions of libtorch, so they are called by their C++ names. A C++
 * exception cannot be caught here and ends the process, which therefore must not do anything else.
 */
final class Rewriting {
    private static final String FREEZE = "_ZN5torch3jit6freezeERKNS0_6ModuleERKSt8optionalISt6vectorINSt7__cxx1112"
            + "basic_stringIcSt11char_traitsIcESaIcEEESaISB_EEEb";
    private static final String OPTIMIZE = "_ZN5torch3jit17optimizeForMobileERKNS0_6ModuleERKSt3setI19Mobile"
            + "OptimizerTypeSt4lessIS5_ESaIS5_EERKSt6vectorINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEESaISI_EE";
    /** More than a {@code torch::jit::Module}, {@code std::optional<std::vector>} or {@code std::set} needs. */
    private static final int BYTES = 256;
    /** Offset in an empty {@code std::set} of the node before the first one, which is its own neighbour on both sides. */
    private static final int HEADER = 8;

    private static final int LEFT = 24;
    private static final int RIGHT = 32;

    private Rewriting() {}

    /** Reads the file from the standard input and writes the rewritten one to the standard output. */
    public static void main(String[] arguments) throws IOException {
        NetworkFile file = new NetworkFile(NetworkFile.TORCHSCRIPT, System.in.readAllBytes());
        PrintStream output = System.out;
        System.setOut(System.err); // what a library prints does not get into the file
        try (ScriptModule module = ScriptModule.load(file, ComputeDevice.CPU);
                NDManager manager = TorchEngine.newManager(ComputeDevice.CPU);
                OutputStream target = output) {
            JniUtils.setGraphExecutorOptimize(true); // without it, calls of submodules are not inlined
            Pointer frozen = call(FREEZE, new Pointer(module.handle()), zeros(), 1);
            Pointer optimized = call(OPTIMIZE, frozen, emptySet(), zeros());
            PtSymbolBlock block = new PtSymbolBlock((PtNDManager) manager, Pointer.nativeValue(optimized));
            JniUtils.writeModule(block, target, false);
            if (output.checkError()) {
                throw new IOException("the rewritten network could not be written");
            }
        }
    }

    /** Calls a function that returns a module, which the ABI of Linux on x86-64 passes as a hidden first argument. */
    private static Pointer call(String function, Object... arguments) {
        Path library = Path.of(TorchEngine.libraryFolder(), System.mapLibraryName("torch_cpu"));
        Pointer result = new Pointer(Native.malloc(BYTES));
        result.clear(BYTES);
        Object[] all = new Object[arguments.length + 1];
        all[0] = result;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        NativeLibrary.getInstance(library.toString()).getFunction(function).invokeVoid(all);
        return result;
    }

    /** An empty {@code std::vector} or {@code std::optional}. */
    private static Memory zeros() {
        Memory memory = new Memory(BYTES);
        memory.clear();
        return memory;
    }

    private static Memory emptySet() {
        Memory set = zeros();
        set.setPointer(LEFT, set.share(HEADER));
        set.setPointer(RIGHT, set.share(HEADER));
        return set;
    }
}
