package dev.pentimento.learning.inference;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ImportedModule;
import dev.pentimento.learning.network.imported.ImportedModules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Channels, height and width of the images that an imported encoder accepts. A TorchScript file does not say.
 *
 * @param channels 1 or 3
 */
public record EncoderInput(int channels, int height, int width) {
    private static final int LARGEST_OWN_SIDE = 224;
    private static final int[] USUAL_SIDES = {224, 28, 32, 64, 96, 112, 128, 160, 192, 256, 299, 384, 512};
    /** Other sizes that are tried, to see whether the network takes any. */
    private static final int OTHERS = 3;

    private static final Shape ANY = new Shape(-1, -1, -1);

    /**
     * What an encoder takes, and how that is known.
     *
     * @param guessed whether it accepts images of other sizes too, so that the size for which it was made is unknown
     */
    public record Found(EncoderInput input, boolean guessed) {}

    /**
     * Reads the shape from the file, as far as the file says. The rest is tried on black images: first of the size of the
     * data, at most {@value #LARGEST_OWN_SIDE} pixels per side, which is used for a network that accepts any size, and
     * then of common sizes.
     *
     * @param own shape of an image of the data
     * @throws UnusableFileException if its engine cannot load it, or if it accepts none of them; the message says why
     */
    public static Found probe(NetworkFile encoder, EncoderInput own, ComputeDevice device) {
        try (ImportedModule module = ImportedModules.load(encoder, device)) {
            Shape says = module.row().orElse(ANY);
            if (says.dimension() != ANY.dimension()) {
                throw new UnusableFileException("its input is n x " + says + ", but an encoder takes images:"
                        + " n x channels x height x width");
            }
            List<EncoderInput> possible = candidates(own, says).stream()
                    .filter(each -> each.matches(says))
                    .toList();
            for (EncoderInput candidate : possible) {
                if (candidate.fits(module)) {
                    return new Found(candidate, candidate.others(possible).anyMatch(each -> each.fits(module)));
                }
            }
            throw refused(module, possible);
        }
    }

    /** Of the same kind of image, in another size. */
    private Stream<EncoderInput> others(List<EncoderInput> possible) {
        return possible.stream()
                .filter(each -> each.channels == channels && each.height != height && each.width != width)
                .limit(OTHERS);
    }

    /** With the reason for the first one, unless that is only its size. */
    private static UnusableFileException refused(ImportedModule module, List<EncoderInput> possible) {
        String problem = "it accepts neither grey nor colour images of any common size; specify its input with --input";
        for (EncoderInput candidate : possible) {
            try {
                Shape shape = candidate.answer(module);
                return new UnusableFileException("it returns " + shape + " for one image, expected (1, n)"
                        + (shape.dimension() > 2 ? "; --pool averages the axes after the second" : ""));
            } catch (UnusableFileException e) {
                return e;
            } catch (EngineException e) {
                continue; // another size may fit
            }
        }
        return new UnusableFileException(problem);
    }

    private boolean matches(Shape says) {
        return matches(says.get(0), channels) && matches(says.get(1), height) && matches(says.get(2), width);
    }

    private static boolean matches(long says, int actual) {
        return says < 0 || says == actual;
    }

    private static List<EncoderInput> candidates(EncoderInput own, Shape says) {
        int other = own.channels == 1 ? 3 : 1;
        Set<EncoderInput> candidates = new LinkedHashSet<>();
        for (int channels : new int[] {own.channels, other}) {
            candidates.add(new EncoderInput(
                    channels,
                    said(says.get(1), Math.min(LARGEST_OWN_SIDE, own.height)),
                    said(says.get(2), Math.min(LARGEST_OWN_SIDE, own.width))));
        }
        for (int side : USUAL_SIDES) {
            candidates.add(new EncoderInput(own.channels, said(says.get(1), side), said(says.get(2), side)));
            candidates.add(new EncoderInput(other, said(says.get(1), side), said(says.get(2), side)));
        }
        return new ArrayList<>(candidates);
    }

    private static int said(long says, int otherwise) {
        return says < 0 ? otherwise : Math.toIntExact(says);
    }

    private boolean fits(ImportedModule module) {
        try {
            return answer(module).dimension() == 2;
        } catch (EngineException | UnusableFileException e) {
            return false;
        }
    }

    /** @return shape of the answer for one black image */
    private Shape answer(ImportedModule module) {
        try (NDManager scratch = module.newScratch()) {
            return module.forward(scratch.zeros(new Shape(1, channels, height, width)))
                    .getShape();
        }
    }
}
