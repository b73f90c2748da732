package dev.pentimento.serving.faults;

import java.util.Optional;

/**
 * Networks that serve, and an input that they processed when they were loaded. If a batch fails and the networks still
 * process that input, the batch's records are at fault. If they do not, the machine is at fault, because neither the
 * networks nor the input have changed. If a network keeps state between calls, the next start loads it again, and
 * refuses it if it fails.
 *
 * @param networks in messages
 * @param knownGood runs the networks on the input; throws if they fail
 */
public record Trial(String networks, Runnable knownGood) {
    /**
     * Returns normally if records are at fault.
     *
     * @param failure of a batch
     * @throws MachineFaultException if the machine is at fault
     * @throws RuntimeException the failure, if it is the world's fault
     */
    public void requireFaultOfRecords(RuntimeException failure) {
        requireUndecided(failure);
        requireWorking();
    }

    /**
     * The same, based only on the failure itself, without a trial.
     *
     * @throws MachineFaultException if the machine is at fault
     * @throws RuntimeException the failure, if it is the world's fault
     */
    public void requireUndecided(RuntimeException failure) {
        Optional<Fault> said = Fault.of(failure);
        if (said.filter(Fault.WORLD::equals).isPresent()) {
            throw failure;
        } else if (said.filter(Fault.MACHINE::equals).isPresent()) {
            throw new MachineFaultException(networks + " fails", failure);
        }
    }

    /** @throws MachineFaultException if the networks fail on the input that they processed before */
    public void requireWorking() {
        try {
            knownGood.run();
        } catch (RuntimeException e) {
            throw new MachineFaultException(networks + " now fails on an input that it accepted when it was loaded", e);
        }
    }
}
