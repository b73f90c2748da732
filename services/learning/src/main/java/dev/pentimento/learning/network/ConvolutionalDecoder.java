package dev.pentimento.learning.network;

import dev.pentimento.learning.network.layer.BatchNormalization;
import dev.pentimento.learning.network.layer.Convolution;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The mirror of a {@link ConvolutionalEncoder} with half its channels: n×dimensions → n×c×h×w logits of the pixels. It
 * exists only during training, so its speed matters more than its sharpness. Sub-pixel convolutions double height and
 * width.
 */
public record ConvolutionalDecoder(ConvolutionalEncoder encoder) {

    public Sequence layers() {
        int levels = encoder.channels().size();
        int inputs = half(levels - 1);
        int height = encoder.heightAt(levels);
        int width = encoder.widthAt(levels);
        List<Layer> layers = new ArrayList<>();
        layers.add(Dense.of("decoder.dense", encoder.dimensions(), inputs * height * width));
        layers.add(Reshaping.LEAKY_RELU);
        layers.add(Reshaping.toImages(inputs, height, width));
        for (int level = levels - 1; level > 0; level--) {
            int outputs = half(level - 1);
            layers.add(new Convolution("decoder.conv" + level, inputs, 4 * outputs, 1));
            layers.add(Reshaping.doubled(encoder.heightAt(level), encoder.widthAt(level)));
            layers.add(new BatchNormalization("decoder.norm" + level, outputs));
            layers.add(Reshaping.LEAKY_RELU);
            inputs = outputs;
        }
        layers.add(new Convolution("decoder.conv0", inputs, 4 * encoder.input().channels(), 1));
        layers.add(Reshaping.doubled(encoder.input().height(), encoder.input().width()));
        return new Sequence(layers);
    }

    private int half(int level) {
        return Math.max(1, encoder.channels().get(level) / 2);
    }
}
