package dev.pentimento.cli.stack;

/** Where a local stack listens on the loopback interface; 0: a free port. */
public record StackPorts(int kafka, int registry, int http) {
    public static final StackPorts FREE = new StackPorts(0, 0, 0);

    /** Known before anything is started: those who listen there last start last. The broker looks at its own. */
    void requireAvailable() {
        LoopbackPort.requireAvailable("the schema registry's", registry, "--registry-port");
        LoopbackPort.requireAvailable("the page's", http, "--http-port");
    }
}
