package dev.pentimento.dashboard.images;

import java.util.List;

/**
 * Points of the map.
 *
 * @param sequence value to pass as {@code after} in the next request
 * @param capacity number of points that are kept
 * @param points oldest image first
 */
public record MapView(long sequence, int capacity, List<MapPoint> points) {}
