package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    private static Checkpoints upTo(long images) {
        Checkpoints checkpoints = new Checkpoints(new double[] {0});
        for (long at = 512; at <= images; at += 512) {
            assertThat(checkpoints.due(at - 1)).isFalse();
            assertThat(checkpoints.due(at)).isTrue();
            checkpoints.add(at, new double[] {at});
        }
        return checkpoints;
    }

    private static byte[] bytes(Checkpoints checkpoints) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        checkpoints.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void goingBackFindsTheLatestMomentThatIsNotLater() {
        assertThat(upTo(4_096).backTo(4_096)).containsExactly(4_096);
        assertThat(upTo(4_096).backTo(4_000)).containsExactly(3_584);
        assertThat(upTo(4_096).backTo(-5)).as("the start is always kept").containsExactly(0);
    }

    @Test
    void laterMomentsAreForgotten() {
        Checkpoints checkpoints = upTo(4_096);
        checkpoints.backTo(2_000);
        assertThat(checkpoints.backTo(4_096)).isEqualTo(checkpoints.backTo(2_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_240, 102_400, 1_024_000})
    void momentsGrowSparserTheFurtherBack(long images) throws IOException {
        Checkpoints checkpoints = upTo(images);
        int kept = (bytes(checkpoints).length - Integer.BYTES) / (Long.BYTES + Double.BYTES);
        double octaves = Math.log(images / 512.0) / Math.log(2);
        assertThat((double) kept).isBetween(octaves, 4 * octaves + 4);

        for (long distance = 512; distance < images; distance *= 2) {
            double found = upTo(images).backTo(images - distance)[0];
            assertThat(images - found).as("back by " + distance).isBetween((double) distance, 2.5 * distance + 512);
        }
    }

    @Test
    void weightsHandedOutAreCopies() {
        Checkpoints checkpoints = upTo(512);
        checkpoints.backTo(512)[0] = -1;
        assertThat(checkpoints.backTo(512)).containsExactly(512);
    }

    @Test
    void savedMomentsComeBack() throws IOException {
        Checkpoints restored = new Checkpoints(new double[] {7});
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes(upTo(50_000)))));
        assertThat(bytes(restored)).isEqualTo(bytes(upTo(50_000)));
    }
}
