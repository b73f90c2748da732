package dev.pentimento.dashboard.state;

import java.util.List;

/**
 * Points of the map.
 *
 * @param sequence to be asked from next time
 * @param capacity points kept; older ones are forgotten
 * @param points oldest image first
 */
public record MapView(long sequence, int capacity, List<MapPoint> points) {}
