package dev.pentimento.learning.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NvidiaDriverTest {
    /** Two devices, of which the second has no name; as the driver does, it writes into the arrays. */
    private static class TwoDevices implements NvidiaDriver.Driver {
        @Override
        public int cuInit(int flags) {
            return 0;
        }

        @Override
        public int cuDeviceGetCount(int[] count) {
            count[0] = 2;
            return 0;
        }

        @Override
        public int cuDeviceGet(int[] device, int ordinal) {
            device[0] = 70 + ordinal;
            return 0;
        }

        @Override
        public int cuDeviceGetName(byte[] name, int length, int device) {
            byte[] text = "NVIDIA H200\0".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, name, 0, text.length);
            return device == 70 ? 0 : 999;
        }

        @Override
        public int cuDeviceTotalMem_v2(long[] bytes, int device) {
            bytes[0] = 3L << 29;
            return 0;
        }
    }

    @Test
    void aGpuHasTheNameAndTheMemoryThatTheDriverSays() {
        assertThat(NvidiaDriver.gpus(new TwoDevices()))
                .extracting(Gpu::toString)
                .containsExactly("gpu:0 (NVIDIA H200, 1.5 GiB)", "gpu:1 (name unknown, 1.5 GiB)");
    }

    @Test
    void aDriverThatDoesNotStartHasNone() {
        assertThat(NvidiaDriver.gpus(new TwoDevices() {
                    @Override
                    public int cuInit(int flags) {
                        return 100; // CUDA_ERROR_NO_DEVICE
                    }
                }))
                .isEmpty();
    }
}
