package dev.pentimento.statistics.drift;

import java.util.Random;

/** Random orders. */
final class Shuffle {
    private Shuffle() {}

    /** 0 to n − 1 in random order. */
    static int[] of(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
