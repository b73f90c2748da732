package dev.pentimento.dashboard.tables;

import static dev.pentimento.dashboard.tables.Rows.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pentimento.dashboard.images.EmbeddingSource;
import dev.pentimento.dashboard.images.FlipEntry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The map, embeddings and flips as tables. */
public final class ImageTables {
    public static final Columns MAP = Columns.named(
            "image_id partition offset at version source original=originalOpinion.label",
            "original_confidence=originalOpinion.confidence corrected=correctedOpinion.label",
            "corrected_confidence=correctedOpinion.confidence label displacement x=original.x y=original.y",
            "corrected_x=corrected.x corrected_y=corrected.y");

    private static final Columns FLIPS = Columns.named(
            "kind image_id partition offset at version source original=original.label",
            "original_confidence=original.confidence corrected=corrected.label",
            "corrected_confidence=corrected.confidence label");

    public static final Columns FLIP_COUNTS =
            Columns.named("original corrected images helped hurt both_wrong unlabelled");

    public static final Columns REFERENCE = Columns.named("label x y");

    public static final Columns TSNE = Columns.named("image_id partition offset x y corrected_x corrected_y");

    private ImageTables() {}

    /** One row per image and arm, one column per dimension. */
    public static Table embeddings(EmbeddingSource.Sample sample) {
        String dimensions = IntStream.range(0, sample.dimensions())
                .mapToObj(i -> "e" + i + "=embedding." + i)
                .collect(Collectors.joining(" "));
        return Columns.named("image_id partition offset arm", dimensions).of(sample.rows());
    }

    public static Table flips(List<FlipEntry> flips) {
        return FLIPS.table(each(Rows.json(flips)).map(ImageTables::withSlug));
    }

    private static JsonNode withSlug(JsonNode flip) {
        return Rows.with(
                flip,
                "kind",
                new TextNode(
                        FlipEntry.Kind.valueOf(flip.get("kind").textValue()).slug()));
    }
}
