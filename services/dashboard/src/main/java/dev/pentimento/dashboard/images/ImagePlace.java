package dev.pentimento.dashboard.images;

/** An image and its position in {@code images}. */
public record ImagePlace(String imageId, int partition, long offset) {}
