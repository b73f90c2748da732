package dev.pentimento.learning.inference;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.script.ScriptRewriter;
import dev.pentimento.learning.network.script.ScriptRewriter.NotRewrittenException;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;

/** A TorchScript encoder that is rewritten for the processor, if the result embeds images as the original does. */
public sealed interface FasterEncoder {

    /**
     * @param file to be used instead of the original, on processors only
     * @param times how many times as many images it embeds in the same time, measured once and roughly
     */
    record Rewritten(NetworkFile file, double times) implements FasterEncoder {}

    /** @param reason one line */
    record Unchanged(String reason) implements FasterEncoder {}

    /**
     * Rewrites an encoder that can be used, and compares both on images of noise.
     *
     * @param input what it accepts
     */
    static FasterEncoder of(NetworkFile original, ImageShape input) {
        NetworkFile rewritten;
        try {
            rewritten = ScriptRewriter.rewrite(original);
        } catch (NotRewrittenException | IOException e) {
            return new Unchanged(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unchanged("interrupted");
        }
        try (Encoder before = Networks.loadEncoder(original, input, ComputeDevice.CPU);
                Encoder after = Networks.loadEncoder(rewritten, input, ComputeDevice.CPU)) {
            FloatMatrix expected = before.tryOut();
            if (!OutputChecks.same(expected.values(), after.tryOut().values(), expected.columns())) {
                return new Unchanged("the rewritten network computes something else");
            }
            return new Rewritten(rewritten, (double) nanos(before) / nanos(after));
        } catch (UnusableFileException | UnusableOutputException | FailedPassException e) {
            return new Unchanged(String.valueOf(e.getMessage()));
        }
    }

    private static long nanos(Encoder encoder) {
        long begin = System.nanoTime();
        encoder.tryOut();
        return System.nanoTime() - begin;
    }
}
