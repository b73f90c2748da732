package dev.pentimento.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    /** As PyTorch 2.7 prints them; the message goes on with a native stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronously reported",
                "CUDA error: an illegal memory access was encountered",
                "CUDA error: unspecified launch failure",
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 15.77 GiB",
                "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 4096 bytes. Error code 12 (Cannot allocate memory)",
                "std::bad_alloc",
                "Non-zero status code returned while running Conv node. Failed to allocate memory for requested buffer of size 1024",
                "CUDNN failure 8: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0"
            })
    void whatTheEngineSaysOfDeviceAndMemoryIsTheMachinesFault(String message) {
        RuntimeException engine =
                new IllegalStateException("encoder 0123456789ab failed", new RuntimeException(message));

        assertThat(Fault.of(engine)).contains(Fault.MACHINE);
    }

    /** Texts of libc10_cuda, libtorch_cuda, cuDNN and cuBLAS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 15.77 GiB",
                "CUDA error: out of memory\nCUDA kernel errors might be asynchronously reported",
                "CUDA driver error: out of memory",
                "CUDA failure 2: out of memory ; GPU=0",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
                "Unable to find a valid cuDNN algorithm to run convolution",
                "GET was unable to find an engine to execute this computation"
            })
    void aDeviceWithTooLittleMemoryIsNotLost(String message) {
        RuntimeException engine = new IllegalStateException("encoder failed", new RuntimeException(message));

        assertThat(Fault.of(engine)).contains(Fault.MACHINE);
        assertThat(Fault.isDeviceMemory(engine)).isTrue();
        assertThat(Fault.isLostDevice(engine)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA error: unspecified launch failure",
                "CUDA error: the launch timed out and was terminated",
                "CUDA error: uncorrectable ECC error encountered",
                "CUDA error: CUDA-capable device(s) is/are busy or unavailable",
                "CUDA error: device-side assert triggered",
                "CUDA driver error: unknown error",
                "CUDA unknown error - this may be due to an incorrectly set up environment",
                "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU",
                "No CUDA GPUs are available",
                "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"
            })
    void aLostDeviceIsLostToThisProcess(String message) {
        RuntimeException engine = new IllegalStateException("encoder failed", new RuntimeException(message));

        assertThat(Fault.of(engine)).contains(Fault.MACHINE);
        assertThat(Fault.isLostDevice(engine)).isTrue();
        assertThat(Fault.isDeviceMemory(engine)).isFalse();
    }

    @Test
    void theProcesssOwnMemoryIsNotThatOfADevice() {
        assertThat(Fault.isDeviceMemory(new OutOfMemoryError("Java heap space")))
                .isFalse();
        assertThat(Fault.isDeviceMemory(new RuntimeException("std::bad_alloc"))).isFalse();
    }

    static Stream<Throwable> machine() {
        return Stream.of(
                new OutOfMemoryError("Java heap space"),
                new OutOfMemoryError("unable to create native thread"),
                new UnsatisfiedLinkError("libcudart.so.12: cannot open shared object file"),
                new NoClassDefFoundError("Could not initialize class ai.djl.pytorch.jni.PyTorchLibrary"),
                new InternalError("a fault occurred in an unsafe memory access operation"),
                new UncheckedIOException(new IOException("No space left on device")),
                new UncheckedIOException(new FileSystemException("/state/x", null, "Too many open files")),
                new CompletionException(new MachineFaultException("the engine fails", new RuntimeException("why"))));
    }

    @ParameterizedTest
    @MethodSource("machine")
    void memoryDiskAndLibrariesAreTheMachinesFault(Throwable failure) {
        assertThat(Fault.of(failure)).contains(Fault.MACHINE);
    }

    @Test
    void aVersionThatTheMachineKeepsFromBeingLoadedIsNotAtFault() {
        UnusableFileException loading =
                new UnusableFileException("no TorchScript file", new RuntimeException("CUDA out of memory. Tried to"));

        assertThat(Fault.of(loading)).contains(Fault.MACHINE);
        assertThat(Fault.of(new UnusableFileException("it gives 2 tensors, expected one")))
                .contains(Fault.VERSION);
        assertThat(Fault.of(new IncompleteArtifactException("chunk 3 is missing")))
                .contains(Fault.VERSION);
    }

    @Test
    void whatABrokerSaysOfItsOwnDiskIsTheWorldsFault() {
        assertThat(Fault.of(new KafkaException(new KafkaStorageException("No space left on device"))))
                .contains(Fault.WORLD);
        assertThat(Fault.of(new TimeoutException("no answer"))).contains(Fault.WORLD);
    }

    @Test
    void anUnusableRecordIsTheRecordsFaultWhateverItsDetailSays() {
        assertThat(Fault.of(new RuntimeException(
                        new UnusableRecordException(DeadLetterReason.CONTENT_UNREACHABLE, "Input/output error"))))
                .contains(Fault.RECORD);
    }

    @Test
    void whatANetworkThrowsDoesNotSayWhoseFaultItIs() {
        assertThat(Fault.of(new RuntimeException("an image that is all white"))).isEmpty();
        assertThat(Fault.of(new StackOverflowError())).isEmpty();
        assertThat(Fault.of(new RuntimeException((String) null))).isEmpty();
    }

    @Test
    void aChainOfCausesMayBeACircle() {
        RuntimeException first = new RuntimeException("first");
        first.initCause(new RuntimeException("second", first));

        assertThat(Fault.of(first)).isEmpty();
    }

    @Test
    void theSentenceSaysWhatFailedAndWhatToDo() {
        assertThat(new MachineFaultException(
                        "the embedding service stops",
                        new RuntimeException("CUDA error: device-side assert triggered\nnative stack")))
                .hasMessage("the embedding service stops: CUDA error: device-side assert triggered."
                        + " Check the GPU and its driver");
        assertThat(new MachineFaultException("the evaluation stops", new OutOfMemoryError("Java heap space")))
                .hasMessageContaining("Java heap space")
                .hasMessageContaining("more memory");
    }
}
