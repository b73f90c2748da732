package dev.pentimento.serving.faults;

import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.platform.failures.Causes;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.models.ArtifactException;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/** The cause of a failure. It determines what happens next. */
public enum Fault {
    /** The record becomes a dead letter. */
    RECORD,
    /** The version is reported, and the current version continues to serve. */
    VERSION,
    /**
     * Device, memory, disk or engine. The service stops with the reason, and writes no dead letters: another instance
     * reads the records again.
     */
    MACHINE,
    /** Broker or registry. The service waits. */
    WORLD;

    /**
     * The fault that the failure and its causes indicate.
     *
     * @return empty if they do not indicate it: an exception of a network may be the fault of the image, of the version
     *     or of the machine, and only a trial can tell
     */
    public static Optional<Fault> of(Throwable failure) {
        if (Causes.include(failure, UnusableRecordException.class, UndecodableImageException.class)) {
            return Optional.of(RECORD);
        } else if (Causes.include(failure, MachineFaultException.class)) {
            return Optional.of(MACHINE);
        } else if (Causes.include(failure, RetriableException.class)) {
            return Optional.of(WORLD);
        } else if (Causes.of(failure).anyMatch(MachineEvidence::shows)) {
            return Optional.of(MACHINE);
        } else if (Causes.include(failure, ArtifactException.class, UnusableFileException.class)) {
            return Optional.of(VERSION);
        }
        return Optional.empty();
    }

    /** Whether a device had too little memory for a pass: a smaller one may fit. */
    public static boolean isDeviceMemory(Throwable failure) {
        return MachineEvidence.of(failure)
                .filter(MachineEvidence.DEVICE_MEMORY::equals)
                .isPresent();
    }

    /** Whether a device is lost to this process: every later call would fail too, and only a new process may get it back. */
    public static boolean isLostDevice(Throwable failure) {
        return MachineEvidence.of(failure)
                .filter(MachineEvidence.DEVICE::equals)
                .isPresent();
    }

    /** Whether the failure shows that this machine is at fault. */
    public static boolean isOfMachine(Throwable failure) {
        return of(failure).filter(MACHINE::equals).isPresent();
    }
}
