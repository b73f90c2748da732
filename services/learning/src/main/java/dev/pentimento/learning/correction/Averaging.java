package dev.pentimento.learning.correction;

import dev.pentimento.tensors.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Combines residuals of equal size, so that one network computes their mean. */
final class Averaging {
    private Averaging() {}

    static Map<String, Tensor> tensors(
            List<Map<String, Tensor>> members, Alignment alignment, int dimensions, int hidden) {
        int count = members.size();
        float[] inWeight = new float[count * hidden * dimensions];
        float[] inBias = new float[count * hidden];
        float[] outWeight = new float[dimensions * count * hidden];
        float[] outBias = new float[dimensions];
        for (int m = 0; m < count; m++) {
            Map<String, Tensor> member = members.get(m);
            System.arraycopy(
                    floats(member, "dense0.weight"), 0, inWeight, m * hidden * dimensions, hidden * dimensions);
            System.arraycopy(floats(member, "dense0.bias"), 0, inBias, m * hidden, hidden);
            float[] weight = floats(member, "dense1.weight");
            float[] bias = floats(member, "dense1.bias");
            for (int row = 0; row < dimensions; row++) {
                outBias[row] += bias[row] / count;
                for (int unit = 0; unit < hidden; unit++) {
                    outWeight[(row * count + m) * hidden + unit] = weight[row * hidden + unit] / count;
                }
            }
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (alignment.kind() != Alignment.Kind.IDENTITY) {
            tensors.put("align.weight", Tensor.ofFloats(alignment.weight(), dimensions, dimensions));
            tensors.put("align.bias", Tensor.ofFloats(alignment.bias(), dimensions));
        }
        tensors.put("mean", Tensor.ofFloats(floats(members.get(0), "mean"), dimensions));
        tensors.put("deviation", Tensor.ofFloats(floats(members.get(0), "deviation"), dimensions));
        tensors.put("dense0.weight", Tensor.ofFloats(inWeight, (long) count * hidden, dimensions));
        tensors.put("dense0.bias", Tensor.ofFloats(inBias, (long) count * hidden));
        tensors.put("dense1.weight", Tensor.ofFloats(outWeight, dimensions, (long) count * hidden));
        tensors.put("dense1.bias", Tensor.ofFloats(outBias, dimensions));
        return tensors;
    }

    private static float[] floats(Map<String, Tensor> member, String name) {
        return Objects.requireNonNull(member.get(name), name).floats();
    }
}
