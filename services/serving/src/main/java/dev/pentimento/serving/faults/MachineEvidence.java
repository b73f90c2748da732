package dev.pentimento.serving.faults;

import dev.pentimento.platform.failures.Causes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recognises failures of the machine. PyTorch throws one class for nearly everything, so its message decides: texts of
 * {@code c10/cuda}, of cuDNN and cuBLAS in {@code libtorch_cuda}, of {@code c10/core/CPUAllocator} and of the system's
 * {@code errno}. ONNX Runtime's texts are those of its memory arena and of {@code cuda_call.cc}. The first matching kind counts.
 */
enum MachineEvidence {
    DEVICE_MEMORY(
            "Use a GPU with more memory, or leave more of it to this process",
            "CUDA out of memory",
            "CUDA error: out of memory",
            "CUDA driver error: out of memory",
            "CUDA failure 2: out of memory",
            "CUBLAS_STATUS_ALLOC_FAILED",
            "CUDNN_STATUS_ALLOC_FAILED",
            "CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
            // convolutions: every algorithm was tried, and none could allocate its workspace
            "Unable to find a valid cuDNN algorithm",
            "unable to find an engine to execute"),
    DEVICE(
            "Check the GPU and its driver",
            "CUDA error",
            "CUDA driver",
            "CUDA unknown error",
            "CUDA failure",
            "CUDNN failure",
            "CUBLAS failure",
            "NVIDIA driver on your system",
            "No CUDA GPUs are available",
            "CUDNN_STATUS",
            "cuDNN error",
            "CUBLAS_STATUS",
            "CUSOLVER_STATUS",
            "device-side assert"),
    MEMORY(
            "Give the process more memory, or lower embedding.max.pass.bytes",
            "DefaultCPUAllocator",
            "Failed to allocate memory for requested buffer",
            "std::bad_alloc",
            "Cannot allocate memory"),
    DISK(
            "Free space on the disk or replace it",
            "No space left on device",
            "Disk quota exceeded",
            "Read-only file system",
            "Input/output error"),
    FILES("Raise the limit of open files", "Too many open files"),
    ENGINE("Check the installation and its libraries");

    private static final String OTHERWISE = "Another instance takes over; check this machine if it happens again";

    private final String advice;
    private final List<String> messages;

    MachineEvidence(String advice, String... messages) {
        this.advice = advice;
        this.messages = List.of(messages);
    }

    /** Whether this exception, without its causes, matches. */
    static boolean shows(Throwable failure) {
        return Arrays.stream(values()).anyMatch(each -> each.isIn(failure));
    }

    private boolean isIn(Throwable failure) {
        boolean byClass = switch (this) {
            case MEMORY -> failure instanceof OutOfMemoryError;
            case ENGINE -> failure instanceof LinkageError || failure instanceof InternalError;
            default -> false;
        };
        String message = failure.getMessage();
        return byClass || message != null && messages.stream().anyMatch(message::contains);
    }

    /** The kind that the failure or one of its causes matches. */
    static Optional<MachineEvidence> of(Throwable failure) {
        return Causes.of(failure)
                .flatMap(cause -> Arrays.stream(values()).filter(each -> each.isIn(cause)))
                .findFirst();
    }

    /** The remedy, as a sentence without a full stop. */
    static String advice(Throwable failure) {
        return of(failure).map(found -> found.advice).orElse(OTHERWISE);
    }

    /** The engine appends its native stack to its message. */
    static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse("");
        return failure.getMessage() == null || line.isBlank()
                ? failure.getClass().getSimpleName()
                : line.replaceAll("\\.+$", "");
    }
}
