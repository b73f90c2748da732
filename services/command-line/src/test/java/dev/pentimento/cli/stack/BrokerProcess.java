package dev.pentimento.cli.stack;

import java.nio.file.Path;

/** A broker in a process of its own, to be killed: writes ten records in a transaction, says its port, and waits. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        // The directory is held until the kill: one that the garbage collector finds gives its lock back.
        try (DataDirectory data = DataDirectory.at(Path.of(arguments[0]));
                LocalBroker broker = LocalBroker.start(data, 0)) {
            TransactionalRecords records = new TransactionalRecords(broker.bootstrapServers());
            records.createTopic("images");
            records.write("images", 10);
            System.out.println(broker.port());
            Thread.currentThread().join();
        }
    }

    static Process launch(Path data) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
