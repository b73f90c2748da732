package dev.pentimento.serving.faults;

import dev.pentimento.platform.failures.Causes;

/** This process cannot continue, but another one may. The message states what failed and what to do. */
public final class MachineFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The failure itself, if it already states that the machine is at fault; otherwise a sentence that begins with
     * this.
     */
    public static MachineFaultException of(String what, Throwable failure) {
        return Causes.of(failure)
                .filter(MachineFaultException.class::isInstance)
                .map(MachineFaultException.class::cast)
                .findFirst()
                .orElseGet(() -> new MachineFaultException(what, failure));
    }

    /** @param what failed, as the beginning of a sentence */
    public MachineFaultException(String what, Throwable cause) {
        super(what + ": " + MachineEvidence.firstLine(cause) + ". " + MachineEvidence.advice(cause), cause);
    }
}
