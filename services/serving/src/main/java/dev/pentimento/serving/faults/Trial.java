package dev.pentimento.serving.faults;

import java.util.Optional;

/**
 * Networks that serve, and an input that they took when they were loaded. A failure of a batch is the fault of its records
 * if the networks still take that input, and the machine's if they do not: neither the networks nor the input have
 * changed. Should a network keep something between calls, the next start loads it afresh, and refuses it if it fails.
 *
 * @param networks in messages
 * @param knownGood runs the networks on the input; throws if they fail
 */
public record Trial(String networks, Runnable knownGood) {
    /**
     * Returns if records are at fault.
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
     * The same from what the failure itself says, without a trial.
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

    /** @throws MachineFaultException if the networks fail on what they took before */
    public void requireWorking() {
        try {
            knownGood.run();
        } catch (RuntimeException e) {
            throw new MachineFaultException(networks + " now fails on an input that it accepted when it was loaded", e);
        }
    }
}
