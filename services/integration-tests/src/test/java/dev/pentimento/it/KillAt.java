package dev.pentimento.it;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.jspecify.annotations.Nullable;

/**
 * Kills a process that has one transactional producer, as {@code kill -9} does, at a point of one of its transactions.
 * What goes on then is held, so that the kill does land there and not a little later.
 */
final class KillAt implements Wire.Observer {
    private final KillPoint point;
    private final CompletableFuture<Process> victim = new CompletableFuture<>();
    private final CompletableFuture<String> killed = new CompletableFuture<>();
    private int commitsLeft;
    /** Of the transaction that is open: what the broker has acknowledged. */
    private boolean records;

    private boolean offsets;
    /** The transaction that ended last had both. */
    private boolean whole;

    private @Nullable RequestHeader awaited;
    private boolean held;

    /** @param commits that it is let through before */
    KillAt(KillPoint point, int commits) {
        this.point = point;
        this.commitsLeft = commits;
    }

    void victim(Process process) {
        victim.complete(process);
    }

    /** Where it was killed, in words; complete before the process has ended. */
    CompletableFuture<String> killed() {
        return killed;
    }

    @Override
    public boolean watches(ApiKeys api) {
        return api == ApiKeys.PRODUCE || api == ApiKeys.TXN_OFFSET_COMMIT || api == ApiKeys.END_TXN;
    }

    @Override
    public synchronized boolean request(RequestHeader header, ByteBuffer body) {
        if (!watches(header.apiKey())) {
            return !killed.isDone();
        }
        while (held) {
            await();
        }
        if (killed.isDone() || commitsLeft > 0) {
            return !killed.isDone();
        }
        if (header.apiKey() == ApiKeys.END_TXN) {
            if (point == KillPoint.BEFORE_COMMIT && records && offsets && commits(header, body)) {
                kill("records and offsets written, commit not asked for");
            }
        } else if (point == KillPoint.HALF_WRITTEN && !records && !offsets) {
            awaited = header;
            held = true;
        }
        return !killed.isDone(); // what is in hand here outlives the process, and must not
    }

    @Override
    public synchronized void answer(RequestHeader header, AbstractResponse answer) {
        boolean fine = answer.errorCounts().keySet().equals(Set.of(Errors.NONE));
        if (header.apiKey() == ApiKeys.END_TXN) {
            if (fine) {
                ended();
            }
            return;
        }
        if (fine) {
            records |= header.apiKey() == ApiKeys.PRODUCE;
            offsets |= header.apiKey() == ApiKeys.TXN_OFFSET_COMMIT;
        }
        if (header.equals(awaited)) {
            if (fine) {
                kill(records ? "records written, offsets not" : "offsets written, records not");
            }
            awaited = null; // refused for the moment, and will be sent again
            held = false;
            notifyAll();
        }
    }

    private void ended() {
        whole = records && offsets;
        records = false;
        offsets = false;
        if (commitsLeft == 0 && whole && point == KillPoint.UNHEARD_COMMIT) {
            kill("committed, not heard of");
        }
        held = commitsLeft == 0 && whole && point == KillPoint.AFTER_COMMIT;
    }

    @Override
    public synchronized void answered(RequestHeader header, AbstractResponse answer) {
        if (held && header.apiKey() == ApiKeys.END_TXN) {
            kill("committed and heard of");
        }
        if (whole && header.apiKey() == ApiKeys.END_TXN) {
            commitsLeft = Math.max(0, commitsLeft - 1);
            whole = false;
        }
    }

    private static boolean commits(RequestHeader header, ByteBuffer body) {
        EndTxnRequest request = (EndTxnRequest) AbstractRequest.parseRequest(
                        header.apiKey(), header.apiVersion(), new ByteBufferAccessor(body.duplicate()))
                .request;
        return request.result() == TransactionResult.COMMIT;
    }

    /** When this returns, nothing comes from the process any more. */
    private void kill(String where) {
        killed.complete(where);
        victim.join().destroyForcibly().onExit().join();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
