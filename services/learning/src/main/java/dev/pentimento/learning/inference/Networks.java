package dev.pentimento.learning.inference;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.Architecture;
import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.CorrectionArchitecture;
import dev.pentimento.learning.network.EncoderArchitecture;
import dev.pentimento.learning.network.ImportedModule;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.imported.ImportedClassifier;
import dev.pentimento.learning.network.imported.ImportedModules;
import dev.pentimento.learning.network.script.ScriptModule;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads networks for inference, in Pentimento's own format, ONNX or TorchScript. Each one is tried on one row of zeros, so
 * that an unsuitable network is rejected here and not at the first image. All methods throw {@link
 * UnusableFileException} with the network and the reason. The caller must close what it loads.
 */
public final class Networks {
    private static final String PROCESSORS_ONLY =
            "; an encoder that 'models import' has rewritten runs on processors only: import it with --as-is for GPUs";

    private Networks() {}

    /** One pass at a time: operators of XNNPACK, in rewritten files, keep the addresses of input and output during a pass. */
    private static NDArray alone(ImportedModule module, NDArray input) {
        synchronized (module) {
            return module.forward(input);
        }
    }

    /** In full precision. */
    public static Encoder loadEncoder(NetworkFile file, ImageShape input, ComputeDevice device) {
        return loadEncoder(file, input, device, Precision.FLOAT32);
    }

    /**
     * @param input what the encoder must take; an own encoder must have been made for the same
     * @param precision imported networks have only full precision here: they compute in the types that they were saved with
     */
    public static Encoder loadEncoder(NetworkFile file, ImageShape input, ComputeDevice device, Precision precision) {
        Shape row = new Shape(input.channels(), input.height(), input.width());
        Forward forward = load("encoder", file, row, device, precision, EncoderArchitecture.class);
        return closedOnFailure(forward, () -> {
            if (forward.architecture() instanceof EncoderArchitecture own
                    && !own.input().takesTheSameAs(input)) {
                throw new UnusableFileException(forward.name() + " takes " + own.input() + ", not " + input);
            }
            int dimensions = width(forward, row);
            // ONNX Runtime rearranges pixels itself.
            boolean rearranged = !file.format().equals(NetworkFile.ONNX);
            return new ForwardEncoder(
                    rearranged ? PixelOrder.preferred(forward, row) : forward, input, row, dimensions);
        });
    }

    /**
     * Whether an imported encoder was made for a single image, and so gets one after another.
     *
     * @param input what it accepts
     */
    public static boolean oneByOne(NetworkFile encoder, ImageShape input, ComputeDevice device) {
        try (ImportedModule module = ImportedModules.load(encoder, device)) {
            return ImportedModules.isForOneRow(module, new Shape(input.channels(), input.height(), input.width()));
        }
    }

    public static Classifier loadClassifier(NetworkFile file, int dimensions, int classes, ComputeDevice device) {
        Forward forward = loadClassifier(file, dimensions, device, Precision.FLOAT32);
        return closedOnFailure(forward, () -> {
            requireWidth(forward, dimensions, classes);
            return new ForwardClassifier(forward, dimensions, classes);
        });
    }

    public static Correction loadCorrection(NetworkFile file, int dimensions, ComputeDevice device) {
        Forward forward = load(
                "correction", file, new Shape(dimensions), device, Precision.FLOAT32, CorrectionArchitecture.class);
        return closedOnFailure(forward, () -> {
            requireWidth(forward, dimensions, dimensions);
            return new ForwardCorrection(forward, dimensions);
        });
    }

    /** In full precision. */
    public static Heads loadHeads(
            NetworkFile classifier,
            @Nullable NetworkFile correction,
            int dimensions,
            int classes,
            ComputeDevice device) {
        return loadHeads(classifier, correction, dimensions, classes, device, Precision.FLOAT32);
    }

    /**
     * @param correction none: the identity
     * @param precision as for {@link #loadEncoder(NetworkFile, ImageShape, ComputeDevice, Precision)}
     */
    public static Heads loadHeads(
            NetworkFile classifier,
            @Nullable NetworkFile correction,
            int dimensions,
            int classes,
            ComputeDevice device,
            Precision precision) {
        Forward first = loadClassifier(classifier, dimensions, device, precision);
        return closedOnFailure(first, () -> {
            requireWidth(first, dimensions, classes);
            if (correction == null) {
                return new Heads(first, null, dimensions, classes);
            }
            Forward second = load(
                    "correction", correction, new Shape(dimensions), device, precision, CorrectionArchitecture.class);
            return closedOnFailure(second, () -> {
                requireWidth(second, dimensions, dimensions);
                return new Heads(first, second, dimensions, classes);
            });
        });
    }

    private static Forward loadClassifier(NetworkFile file, int dimensions, ComputeDevice device, Precision precision) {
        if (!ImportedModules.isFormat(file.format())) {
            return load("classifier", file, new Shape(dimensions), device, precision, ClassifierArchitecture.class);
        }
        String name = name("classifier", file);
        requireFull(name, precision);
        return named(name + ": ", () -> {
            ImportedClassifier imported = ImportedClassifier.load(file, dimensions, device);
            return new Forward(name, null, imported::newScratch, imported::logits, imported::close);
        });
    }

    private static String name(String role, NetworkFile file) {
        return role + " " + file.sha256().substring(0, 12);
    }

    private static Forward load(
            String role,
            NetworkFile file,
            Shape row,
            ComputeDevice device,
            Precision precision,
            Class<? extends Architecture> wanted) {
        String name = name(role, file);
        return switch (file.format()) {
            case NetworkFile.SAFETENSORS -> named(name + ": ", () -> own(name, file, device, precision, wanted));
            case NetworkFile.TORCHSCRIPT, NetworkFile.ONNX -> {
                requireFull(name, precision);
                yield named(name + " is ", () -> imported(name, file, row, device));
            }
            default ->
                throw new UnusableFileException(name + " has the unknown format '" + file.format() + "'; known: "
                        + NetworkFile.SAFETENSORS + ", " + NetworkFile.TORCHSCRIPT + " and " + NetworkFile.ONNX);
        };
    }

    private static Forward imported(String name, NetworkFile file, Shape row, ComputeDevice device) {
        ImportedModule loaded = ImportedModules.load(file, device);
        ImportedModule module;
        try {
            module = ImportedModules.forRows(loaded, row);
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
        return new Forward(
                name,
                null,
                module::newScratch,
                file.format().equals(NetworkFile.ONNX) ? module::forward : input -> alone(module, input),
                module::close);
    }

    /** DJL's binding cannot convert the parameters of a TorchScript module, nor ONNX Runtime those of an ONNX file. */
    private static void requireFull(String name, Precision precision) {
        if (precision != Precision.FLOAT32) {
            throw new UnusableFileException(
                    name + " was imported, and computes in the types that it was saved with, not in " + precision);
        }
    }

    private static Forward own(
            String name,
            NetworkFile file,
            ComputeDevice device,
            Precision precision,
            Class<? extends Architecture> wanted) {
        Architecture architecture = Network.architecture(file);
        if (!wanted.isInstance(architecture)) {
            throw new UnusableFileException("it is a " + architecture);
        }
        return Forward.of(name, Network.load(file, device), precision);
    }

    private static Forward named(String prefix, Supplier<Forward> loading) {
        try {
            return loading.get();
        } catch (UnusableFileException e) {
            throw new UnusableFileException(prefix + e.getMessage(), e);
        }
    }

    private static void requireWidth(Forward forward, int columns, int expected) {
        int width = width(forward, new Shape(columns));
        if (width != expected) {
            throw new UnusableFileException(forward.name() + " gives " + width + " values, expected " + expected);
        }
    }

    /** Number of values that the network returns for one row. */
    private static int width(Forward forward, Shape row) {
        boolean onGpu = false;
        try (NDManager scratch = forward.scratch().get()) {
            onGpu = scratch.getDevice().isGpu();
            Shape shape = forward.pass()
                    .apply(scratch.zeros(new Shape(1).addAll(row)))
                    .getShape();
            if (shape.dimension() != 2 || shape.get(0) != 1) {
                throw new UnusableFileException(forward.name() + " returns " + shape + " for one row, expected (1, n)"
                        + (shape.dimension() > 2 ? "; --pool averages the axes after the second" : ""));
            }
            return Math.toIntExact(shape.get(1));
        } catch (UnusableFileException e) {
            throw String.valueOf(e.getMessage()).startsWith(forward.name())
                    ? e
                    : new UnusableFileException(forward.name() + ": " + e.getMessage(), e);
        } catch (EngineException e) {
            throw new UnusableFileException(
                    forward.name() + " does not accept " + row + ": " + ScriptModule.firstLine(e)
                            + (onGpu && forward.architecture() == null ? PROCESSORS_ONLY : ""),
                    e);
        }
    }

    private static <T> T closedOnFailure(Forward forward, Supplier<T> making) {
        try {
            return making.get();
        } catch (RuntimeException e) {
            forward.close();
            throw e;
        }
    }
}
