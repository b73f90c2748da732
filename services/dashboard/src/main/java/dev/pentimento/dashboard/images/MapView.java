package dev.pentimento.dashboard.images;

import java.util.List;

/**
 * Points of the map.
 *
 * @param sequence what the next request passes as {@code after}
 * @param capacity how many points are kept
 * @param points oldest image first
 */
public record MapView(long sequence, int capacity, List<MapPoint> points) {}
