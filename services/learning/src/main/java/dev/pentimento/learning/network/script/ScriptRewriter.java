package dev.pentimento.learning.network.script;

import com.sun.jna.Platform;
import dev.pentimento.learning.file.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Rewrites TorchScript files for faster inference on the processor, in a separate process: the functions of libtorch
 * that do it end the process when they fail. On the same kind of machine, the same file gives the same bytes.
 */
public final class ScriptRewriter {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String WHAT = "what():";

    private ScriptRewriter() {}

    /** A file could not be rewritten; the message gives the reason in one line. */
    public static final class NotRewrittenException extends Exception {
        private static final long serialVersionUID = 1;

        NotRewrittenException(String message) {
            super(message);
        }
    }

    /**
     * Whether the result computes the same is the caller's to check.
     *
     * @throws NotRewrittenException if libtorch cannot rewrite it, or if this is not Linux on x86-64
     * @throws InterruptedException if the thread is interrupted; the other process is ended
     */
    public static NetworkFile rewrite(NetworkFile file)
            throws NotRewrittenException, IOException, InterruptedException {
        if (!(Platform.isLinux() && Platform.isIntel() && Platform.is64Bit())) {
            throw new NotRewrittenException("only Linux on x86-64 supports it");
        }
        Path folder = Files.createTempDirectory("pentimento-rewriting");
        Path source = folder.resolve("source.pt");
        Path target = folder.resolve("target.pt");
        Path log = folder.resolve("log");
        try {
            Files.write(source, file.bytes());
            run(source, target, log);
            NetworkFile rewritten = new NetworkFile(NetworkFile.TORCHSCRIPT, Files.readAllBytes(target));
            ScriptOutput output = ScriptOutput.of(file);
            return output.equals(ScriptOutput.ONLY) ? rewritten : output.writtenInto(rewritten);
        } finally {
            for (Path each : new Path[] {source, target, log, folder}) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void run(Path source, Path target, Path log)
            throws NotRewrittenException, IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        // It leaves no file behind when it ends, and has nothing to compile for long.
                        "sh",
                        "-c",
                        "ulimit -c 0; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rewriting.class.getName(),
                        source.toString(),
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new NotRewrittenException("it takes longer than " + PATIENCE.toMinutes() + " minutes");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new NotRewrittenException(reason(log));
        }
    }

    /** What libtorch said when it ended the process; otherwise the exception. */
    private static String reason(Path log) throws IOException {
        String said = Files.readString(log);
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(WHAT) || line.startsWith("Exception in thread"))
                .findFirst()
                .map(line -> line.replace(WHAT, "").strip())
                .orElse("libtorch ended without a message");
    }
}
