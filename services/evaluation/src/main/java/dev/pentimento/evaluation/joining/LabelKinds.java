package dev.pentimento.evaluation.joining;

/**
 * Of which kinds an image has had labels. Labels that answer a request and labels that nobody requested are counted
 * apart, because only the former depend on the drawing. An image may count in both: what is counted of one kind is the
 * same as if there were no labels of the other.
 */
public record LabelKinds(boolean unrequested, boolean requested) {
    public static final LabelKinds NONE = new LabelKinds(false, false);
    public static final LabelKinds UNREQUESTED = new LabelKinds(true, false);

    private static final int UNREQUESTED_BIT = 1;
    private static final int REQUESTED_BIT = 2;

    /** The kinds of an image without requests. */
    static LabelKinds withoutRequests(int revision) {
        return revision == 0 ? NONE : UNREQUESTED;
    }

    LabelKinds with(boolean answersRequest) {
        return new LabelKinds(unrequested || !answersRequest, requested || answersRequest);
    }

    int bits() {
        return (unrequested ? UNREQUESTED_BIT : 0) | (requested ? REQUESTED_BIT : 0);
    }

    static LabelKinds ofBits(int bits) {
        return new LabelKinds((bits & UNREQUESTED_BIT) != 0, (bits & REQUESTED_BIT) != 0);
    }
}
