package dev.pentimento.learning.inference;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.script.ScriptModule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Channels, height and width of the images that a TorchScript encoder accepts, which are not stored in the file.
 *
 * @param channels 1 or 3
 */
public record EncoderInput(int channels, int height, int width) {
    private static final int LARGEST_OWN_SIDE = 224;
    private static final int[] USUAL_SIDES = {224, 28, 32, 64, 96, 112, 128, 160, 192, 256, 299, 384, 512};
    private static final int PROBES = 2;

    /**
     * Tries black images: first of the size of the data, at most {@value #LARGEST_OWN_SIDE} pixels per side, which is
     * used for a network that accepts any size, and then of common sizes.
     *
     * @param own shape of an image of the data
     * @throws UnusableFileException if it is not TorchScript, or accepts none of them
     */
    public static EncoderInput probe(NetworkFile encoder, EncoderInput own, ComputeDevice device) {
        try (ScriptModule module = ScriptModule.load(encoder, device)) {
            return candidates(own).stream()
                    .filter(candidate -> candidate.fits(module))
                    .findFirst()
                    .orElseThrow(() -> new UnusableFileException(
                            "it accepts neither grey nor colour images of any common size; specify its input"));
        }
    }

    private static List<EncoderInput> candidates(EncoderInput own) {
        int other = own.channels == 1 ? 3 : 1;
        Set<EncoderInput> candidates = new LinkedHashSet<>();
        for (int channels : new int[] {own.channels, other}) {
            candidates.add(new EncoderInput(
                    channels, Math.min(LARGEST_OWN_SIDE, own.height), Math.min(LARGEST_OWN_SIDE, own.width)));
        }
        for (int side : USUAL_SIDES) {
            candidates.add(new EncoderInput(own.channels, side, side));
            candidates.add(new EncoderInput(other, side, side));
        }
        return new ArrayList<>(candidates);
    }

    private boolean fits(ScriptModule module) {
        try (NDManager scratch = module.newScratch()) {
            Shape shape = module.forward(scratch.zeros(new Shape(PROBES, channels, height, width)))
                    .getShape();
            return shape.dimension() == 2 && shape.get(0) == PROBES;
        } catch (EngineException | UnusableFileException e) {
            return false;
        }
    }
}
