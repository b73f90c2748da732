package dev.pentimento.cli.stack;

/** Ports of a local stack on the loopback interface; 0 means a free port. */
public record StackPorts(int kafka, int registry, int http) {
    public static final StackPorts FREE = new StackPorts(0, 0, 0);
    static final StackPorts USUAL = new StackPorts(9092, 8081, 8080);

    /** Checks the ports of the registry and the page before anything starts. The broker checks its own port. */
    void requireAvailable() {
        LoopbackPort.requireAvailable("the schema registry's", registry, "--registry-port");
        LoopbackPort.requireAvailable("the page's", http, "--http-port");
    }
}
