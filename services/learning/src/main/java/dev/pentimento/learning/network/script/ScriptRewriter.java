package dev.pentimento.learning.network.script;

import com.sun.jna.Platform;
import dev.pentimento.learning.file.NetworkFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
        NetworkFile rewritten = new NetworkFile(NetworkFile.TORCHSCRIPT, run(file.bytes()));
        ScriptOutput output = ScriptOutput.of(file);
        return output.equals(ScriptOutput.ONLY) ? rewritten : output.writtenInto(rewritten);
    }

    /** Both files go through pipes: nothing stays on the disk, however this process ends. */
    private static byte[] run(byte[] file) throws NotRewrittenException, IOException, InterruptedException {
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
                        Rewriting.class.getName())
                .start();
        try {
            FutureTask<byte[]> result = reading(process.getInputStream());
            FutureTask<byte[]> log = reading(process.getErrorStream());
            send(file, process);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new NotRewrittenException("it takes longer than " + PATIENCE.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new NotRewrittenException(reason(new String(log.get(), Charset.defaultCharset())));
            }
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Reads in a thread of its own, since the process waits while a pipe is full. */
    private static FutureTask<byte[]> reading(InputStream pipe) {
        FutureTask<byte[]> task = new FutureTask<>(pipe::readAllBytes);
        Thread thread = new Thread(task, "rewriting");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void send(byte[] file, Process process) {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(file);
        } catch (IOException e) {
            // It ended before it had read the file, and its log says why.
        }
    }

    /** What libtorch said when it ended the process; otherwise the exception. */
    private static String reason(String log) {
        return log.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(WHAT) || line.startsWith("Exception in thread"))
                .findFirst()
                .map(line -> line.replace(WHAT, "").strip())
                .orElse("libtorch ended without a message");
    }
}
