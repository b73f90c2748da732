package dev.pentimento.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program in a process of its own, with the class path of the tests. */
public final class JavaCommand {
    private static final String COMMAND = "dev.pentimento.cli.Pentimento";

    private JavaCommand() {}

    /** The command {@code pentimento}, as {@code ./pentimento} runs it. */
    public static ProcessBuilder pentimento(
            List<String> jvmOptions, Map<String, String> environment, List<String> arguments) {
        ProcessBuilder builder = of(jvmOptions, COMMAND, arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("PENTIMENTO_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Any class with a main method. */
    public static ProcessBuilder of(List<String> jvmOptions, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
