package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.tensors.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The tensors of a network on a device, by name: native memory, freed by {@link #close()}. */
public final class Weights implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Set<String> folded = new HashSet<>();

    private Weights(NDManager manager) {
        this.manager = manager;
    }

    /** Fresh values from each tensor's {@link InitialValues}. */
    public static Weights initial(List<TensorSpec> specs, RandomGenerator random, ComputeDevice device) {
        Weights weights = new Weights(TorchEngine.newManager(device));
        for (TensorSpec spec : specs) {
            int size = Math.toIntExact(spec.shape().size());
            weights.put(spec.name(), spec.initial().values(size, random), spec.shape());
        }
        return weights;
    }

    /**
     * Values from a file that must contain exactly these tensors.
     *
     * @throws UnusableFileException naming every tensor that is missing, unexpected, or has another type or shape
     */
    public static Weights fromFile(TensorFile file, List<TensorSpec> specs, ComputeDevice device) {
        requireFit(file, specs);
        Weights weights = new Weights(TorchEngine.newManager(device));
        specs.forEach(spec -> weights.put(spec.name(), file.tensor(spec.name()).floats(), spec.shape()));
        return weights;
    }

    /** Like {@link #fromFile}, from tensors that are not in a file yet. */
    public static Weights fromTensors(Map<String, Tensor> tensors, List<TensorSpec> specs, ComputeDevice device) {
        return fromFile(new TensorFile(Map.of(), tensors), specs, device);
    }

    /** A copy of the values in separate memory. */
    public static Weights copyOf(Weights source, List<TensorSpec> specs, ComputeDevice device) {
        return fromTensors(source.tensors(specs), specs, device);
    }

    private static void requireFit(TensorFile file, List<TensorSpec> specs) {
        List<String> problems = new ArrayList<>();
        Map<String, Tensor> left = new TreeMap<>(file.tensors());
        for (TensorSpec spec : specs) {
            Tensor tensor = left.remove(spec.name());
            if (tensor == null) {
                problems.add("missing " + spec.name());
            } else if (tensor.kind() != Tensor.Kind.F32 || !new Shape(tensor.shape()).equals(spec.shape())) {
                problems.add(spec.name() + " is " + tensor + " instead of F32" + spec.shape());
            }
        }
        left.keySet().forEach(name -> problems.add("unknown " + name));
        if (!problems.isEmpty()) {
            throw new UnusableFileException("tensors do not match the architecture: " + String.join(", ", problems));
        }
    }

    /** The tensor with this name, which remains owned by these weights. */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no tensor '" + name + "'; there are " + arrays.keySet());
        }
        return array;
    }

    /** Replaces the values of the tensor of this name, in new memory; before training, or for inference. */
    public void set(String name, float[] values) {
        NDArray old = get(name);
        put(name, values, old.getShape());
        old.close();
    }

    /** A copy of the named tensors, for a file. */
    public Map<String, Tensor> tensors(List<TensorSpec> specs) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorSpec spec : specs) {
            tensors.put(
                    spec.name(),
                    Tensor.ofFloats(
                            get(spec.name()).toFloatArray(), spec.shape().getShape()));
        }
        return tensors;
    }

    /**
     * The same native memory without gradients, to evaluate a network in training. Closing it does not close these
     * weights.
     */
    public Weights frozen() {
        Weights frozen = new Weights(manager.newSubManager());
        arrays.forEach((name, array) -> {
            NDArray view = array.stopGradient();
            view.attach(frozen.manager);
            frozen.arrays.put(name, view);
        });
        return frozen;
    }

    /** The layer of this name is part of the layer before it from now on. */
    void markFolded(String layer) {
        folded.add(layer);
    }

    boolean isFolded(String layer) {
        return folded.contains(layer);
    }

    /** Converts every tensor, in new memory; for inference only. */
    public void convertTo(Precision precision) {
        arrays.replaceAll((name, old) -> {
            NDArray converted = precision.convert(old);
            if (converted != old) {
                old.close();
            }
            return converted;
        });
    }

    /** A sub-manager for the results of calls; the caller must close it. */
    public NDManager newScratch() {
        return manager.newSubManager();
    }

    @Override
    public void close() {
        manager.close();
    }

    private void put(String name, float[] values, Shape shape) {
        NDArray array = Upload.create(manager, values, shape);
        array.setName(name);
        arrays.put(name, array);
    }
}
