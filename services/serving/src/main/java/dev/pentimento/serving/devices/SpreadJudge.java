package dev.pentimento.serving.devices;

import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A version's networks on one or more devices: each batch goes to the next device. */
final class SpreadJudge implements Judge {
    private final List<Judge> copies;
    private final Runnable whenClosed;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param copies one for each device; closed with this */
    SpreadJudge(List<Judge> copies, Runnable whenClosed) {
        this.copies = List.copyOf(copies);
        this.whenClosed = whenClosed;
    }

    @Override
    public int dimensions() {
        return copies.get(0).dimensions();
    }

    @Override
    public Answers judge(FloatMatrix embeddings) {
        return copies.get(Math.floorMod(turn.getAndIncrement(), copies.size())).judge(embeddings);
    }

    @Override
    public void warmUp() {
        copies.forEach(Judge::warmUp);
    }

    @Override
    public void close() {
        copies.forEach(Judge::close);
        whenClosed.run();
    }
}
