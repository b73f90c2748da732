package dev.pentimento.dashboard.tables;

/** Dead letters as tables. */
public final class DeadLetterTables {
    public static final Columns COUNTS = Columns.named("reason service topic count latest detail");
    public static final Columns LATEST = Columns.named("reason service topic partition offset at size sha256 detail");

    private DeadLetterTables() {}
}
