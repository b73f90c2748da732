package dev.pentimento.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.MemoryUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The command {@code pentimento}, which also says how much memory it takes: for each line on standard input it collects
 * garbage, and writes a line of JSON to standard output. It ends with its input, so it does not outlive its benchmark.
 */
public final class MeasuredService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MeasuredService() {}

    /** @param arguments those of the command */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever the command prints is no answer
        Thread thread = new Thread(() -> answer(answers), "bench-answers");
        thread.setDaemon(true);
        thread.start();
        Pentimento.main(arguments);
    }

    private static void answer(PrintStream answers) {
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (questions.readLine() != null) {
                answers.println(JSON.writeValueAsString(MemoryUse.afterCollection()));
                answers.flush();
            }
        } catch (IOException e) {
            System.err.println("the benchmark cannot be answered: " + e.getMessage());
        }
        System.exit(1);
    }
}
