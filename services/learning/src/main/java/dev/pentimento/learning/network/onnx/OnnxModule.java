package dev.pentimento.learning.network.onnx;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.OnnxRuntime;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ImportedModule;
import dev.pentimento.learning.network.onnx.graph.OnnxGraph;
import dev.pentimento.learning.network.onnx.graph.OnnxValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network in ONNX, computed by ONNX Runtime on arrays of PyTorch: it reads their memory in place. It has one input and one
 * output. Several threads may call it at once.
 *
 * <p>A file with a fixed number of rows gets its rows in passes of that size, the last one filled with zeros. A file that
 * takes n×height×width×channels, as those of Keras do, gets the pixels in that order.
 */
public final class OnnxModule implements ImportedModule {
    private static final Map<String, DataType> TYPES = Map.of(
            OnnxValue.FLOAT32, DataType.FLOAT32,
            OnnxValue.FLOAT16, DataType.FLOAT16,
            OnnxValue.FLOAT64, DataType.FLOAT64);
    private static final Map<OnnxJavaType, DataType> ANSWERS = Map.of(
            OnnxJavaType.FLOAT, DataType.FLOAT32,
            OnnxJavaType.FLOAT16, DataType.FLOAT16,
            OnnxJavaType.DOUBLE, DataType.FLOAT64);
    private static final int IMAGES = 4;
    /** What stands before ONNX Runtime's own words. */
    private static final String MESSAGE = "message: ";

    private static final String ADVICE = "Please fix either the inputs/outputs or the model.";
    private static final int LONGEST = 300;

    private final OrtSession session;
    private final NDManager manager;
    private final String input;
    private final DataType type;
    private final Optional<Shape> shape;
    private final boolean channelsLast;

    private OnnxModule(OrtSession session, NDManager manager, OnnxValue input, DataType type) {
        this.session = session;
        this.manager = manager;
        this.input = input.name();
        this.type = type;
        shape = input.shape();
        channelsLast = shape.filter(OnnxModule::hasChannelsLast).isPresent();
    }

    private static boolean hasChannelsLast(Shape shape) {
        return shape.dimension() == IMAGES && !isChannels(shape.get(1)) && isChannels(shape.get(IMAGES - 1));
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    /**
     * @param device a GPU is used if ONNX Runtime's build for GPUs is there, else the processor
     * @throws UnusableFileException if ONNX Runtime cannot load it, or if it has several inputs or outputs
     */
    public static OnnxModule load(NetworkFile file, ComputeDevice device) {
        OnnxGraph graph = OnnxGraph.parse(file.bytes());
        graph.requireWhole();
        OnnxValue input = graph.input();
        graph.output();
        DataType type = TYPES.get(input.type());
        if (type == null) {
            throw new UnusableFileException(
                    "not a network for images or embeddings: its input is " + input + ", not float32 or float16");
        }
        try (OrtSession.SessionOptions options = OnnxRuntime.options(device)) {
            OrtSession session = OnnxRuntime.environment().createSession(file.bytes(), options);
            return new OnnxModule(session, TorchEngine.newManager(device), input, type);
        } catch (OrtException e) {
            throw new UnusableFileException(
                    "not a network that ONNX Runtime can load (" + reason(e) + ")"
                            + (e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED
                                    ? "; export it in float32"
                                    : ""),
                    e);
        }
    }

    @Override
    public NDManager newScratch() {
        return manager.newSubManager();
    }

    @Override
    public Optional<Shape> row() {
        return shape.filter(known -> known.dimension() > 1).map(known -> {
            long[] row = known.slice(1).getShape();
            return channelsLast ? new Shape(row[2], row[0], row[1]) : new Shape(row);
        });
    }

    @Override
    public int rowsOfAPass() {
        return shape.filter(known -> known.dimension() > 0 && known.get(0) > 0)
                .map(known -> Math.toIntExact(known.get(0)))
                .orElse(0);
    }

    @Override
    public NDArray forward(NDArray rows) {
        Device device = rows.getDevice();
        NDArray here = rows.toDevice(Device.cpu(), false);
        NDArray typed = (channelsLast ? here.transpose(0, 2, 3, 1) : here).toType(type, false);
        int count = Math.toIntExact(typed.getShape().get(0));
        int pass = rowsOfAPass() == 0 ? count : rowsOfAPass();
        NDList answers = new NDList();
        for (int from = 0; from < count; from += pass) {
            int to = Math.min(count, from + pass);
            NDArray part = to - from == count ? typed : typed.get(from + ":" + to);
            NDArray answer = ImportedModule.rows(run(to - from == pass ? part : filled(part, pass)));
            answers.add(to - from == pass ? answer : answer.get("0:" + (to - from)));
        }
        return (answers.size() == 1 ? answers.head() : NDArrays.concat(answers)).toDevice(device, false);
    }

    private static NDArray filled(NDArray part, int rows) {
        Shape shape = part.getShape();
        Shape missing = new Shape(rows - shape.get(0)).addAll(shape.slice(1));
        return part.concat(part.getManager().zeros(missing, part.getDataType()));
    }

    private NDArray run(NDArray rows) {
        long[] sizes = rows.getShape().getShape();
        // Reshaping copies unless the values already lie one after another.
        NDArray flat = rows.reshape(new Shape(rows.size()));
        ByteBuffer values = flat.toByteBuffer(true).order(ByteOrder.nativeOrder());
        try (OnnxTensor tensor = tensor(values, sizes);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            if (!(result.get(0).getInfo() instanceof TensorInfo info)) {
                throw new UnusableFileException("its output is no array");
            }
            return copy(rows.getManager(), (OnnxTensor) result.get(0), info);
        } catch (OrtException e) {
            throw new EngineException(reason(e), e);
        }
    }

    /** Over the same memory. */
    private OnnxTensor tensor(ByteBuffer values, long[] sizes) throws OrtException {
        OrtEnvironment environment = OnnxRuntime.environment();
        return switch (type) {
            case FLOAT16 -> OnnxTensor.createTensor(environment, values.asShortBuffer(), sizes, OnnxJavaType.FLOAT16);
            case FLOAT64 -> OnnxTensor.createTensor(environment, values.asDoubleBuffer(), sizes);
            default -> OnnxTensor.createTensor(environment, values.asFloatBuffer(), sizes);
        };
    }

    private static NDArray copy(NDManager target, OnnxTensor answer, TensorInfo info) {
        DataType type = ANSWERS.get(info.type);
        if (type == null) {
            throw new UnusableFileException("it returns numbers of the type " + info.type
                    + ", such as a class's number; a logit, a probability or an embedding is needed");
        }
        NDArray copy = target.create(new Shape(info.getShape()), type, Device.cpu());
        copy.toByteBuffer(true).order(ByteOrder.nativeOrder()).put(answer.getByteBuffer());
        return copy;
    }

    /** The message on one line, without error codes. */
    private static String reason(OrtException e) {
        String text = String.valueOf(e.getMessage());
        String message = text.substring(text.contains(MESSAGE) ? text.indexOf(MESSAGE) + MESSAGE.length() : 0)
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replace(ADVICE, "")
                .strip();
        return message.substring(0, Math.min(LONGEST, message.length()));
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EngineException(reason(e), e);
        } finally {
            manager.close();
        }
    }
}
