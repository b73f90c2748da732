package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.waiting.BoundedWait;
import dev.pentimento.evaluation.waiting.NotReadyException;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.serving.judges.ServingVersions;
import java.time.Duration;
import java.util.Set;

/**
 * Leases the versions that answer a batch, and waits for them. If no version of the registry has the batch's encoder,
 * the batch waits for a limited time. If the encoder is known, it waits without a limit: its images are valid, and a
 * version may still be loaded.
 */
public final class BatchLeases {
    private final ServingVersions versions;
    private final BoundedWait wait;

    /** @param encoderWait how long a batch waits for a version with its encoder to be published */
    public BatchLeases(ServingVersions versions, Duration encoderWait) {
        this.versions = versions;
        wait = new BoundedWait(encoderWait);
    }

    /**
     * @param encoders the encoders for which the batch has sections
     * @throws NotReadyException if the networks are not loaded yet, and the batch must wait for them
     * @throws UnusableRecordException if no version with one of these encoders was published in time
     */
    Lease lease(Set<String> encoders) throws UnusableRecordException {
        return wait.await(
                        "networks of encoder " + encoders,
                        () -> versions.waited(encoders),
                        () -> versions.known(encoders),
                        patience -> versions.lease(encoders, patience))
                .orElseThrow(() -> new UnusableRecordException(
                        DeadLetterReason.UNKNOWN_ENCODER,
                        "the registry had no version for encoder " + encoders + " within " + wait.most()));
    }
}
