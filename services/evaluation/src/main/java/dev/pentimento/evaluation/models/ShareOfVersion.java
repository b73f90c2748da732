package dev.pentimento.evaluation.models;

/** Counts who uses a loaded version and frees its native memory when the owner and the last user have let go. */
final class ShareOfVersion {
    private final LoadedVersion version;
    private int holders = 1;

    /** The caller is the first holder. */
    ShareOfVersion(LoadedVersion version) {
        this.version = version;
    }

    LoadedVersion version() {
        return version;
    }

    synchronized void hold() {
        if (holders == 0) {
            throw new IllegalStateException("version " + version.id() + " is closed");
        }
        holders++;
    }

    void letGo() {
        boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            version.judge().close();
        }
    }
}
