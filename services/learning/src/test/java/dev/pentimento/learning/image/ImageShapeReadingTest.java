package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How images are read is part of a version, and not of a network's file: releases read each other's files. */
class ImageShapeReadingTest {
    private static final ImageShape SHAPE = ImageShape.plain(1, 28, 28);
    private static final ImageShape NARROW = SHAPE.withReading(new PixelReading(true, 0, 4_095));

    @Test
    void readingIsPartOfAnInputButNotOfTheNumbersThatItTakes() {
        assertThat(NARROW).isNotEqualTo(SHAPE);
        assertThat(NARROW.takesTheSameAs(SHAPE)).isTrue();
        assertThat(NARROW.takesTheSameAs(ImageShape.plain(1, 28, 27))).isFalse();
    }
}
