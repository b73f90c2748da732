package dev.pentimento.evaluation.joining;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One object of each type that the join stores or receives, with every field filled. */
public final class Samples {
    public static final LineUp LINE_UP = new LineUp("v1", ENCODER, List.of("cat", "dog"), List.of("c1", "c2"));

    private Samples() {}

    /** One candidate has an opinion, the other has none. */
    public static JudgedImage image() {
        return new JudgedImage(
                "image-1",
                new RecordPosition(3, 123_456_789_012L),
                new EmbeddingPosition(4, 17L, 2),
                BEGIN.toEpochMilli(),
                BEGIN.minusSeconds(5),
                "scanner-17",
                LINE_UP,
                new ArmOpinions(
                        new float[] {0.75f, 0.25f},
                        new float[] {0.25f, 0.75f},
                        Arrays.asList(new float[] {0.5f, 0.5f}, null)));
    }

    /** No capture time, no source, no correction, one partition for image and embedding. */
    public static JudgedImage plainImage() {
        float[] same = {0.125f, 0.875f};
        return new JudgedImage(
                "image-2",
                new RecordPosition(3, 5L),
                new EmbeddingPosition(3, 18L, 0),
                BEGIN.toEpochMilli() + 1,
                null,
                null,
                LINE_UP,
                new ArmOpinions(same, same, Arrays.asList(null, null)));
    }

    public static LabelArrival label() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {5});
        headers.add("empty", null);
        return new LabelArrival("dog", BEGIN, 2, 99L, BEGIN.toEpochMilli() + 7, new byte[] {0, 1, 2}, headers);
    }

    public static LabelArrival withdrawal() {
        return new LabelArrival(null, BEGIN, 2, 100L, BEGIN.toEpochMilli() + 8, null, new RecordHeaders());
    }

    public static ImageState.Waiting waiting() {
        return new ImageState.Waiting(BEGIN.toEpochMilli(), List.of(label(), withdrawal()));
    }

    public static ImageState.Judged judged() {
        return new ImageState.Judged(BEGIN.toEpochMilli(), image(), 2, 1);
    }

    public static ImageState.Judged unlabelled() {
        return new ImageState.Judged(BEGIN.toEpochMilli(), plainImage(), 0, ImageState.UNLABELLED);
    }

    public static ImageState.Expired expired() {
        return new ImageState.Expired(BEGIN.toEpochMilli());
    }

    public static OpinionBatch opinions() {
        return new OpinionBatch(LINE_UP, List.of(image(), plainImage()));
    }
}
