package dev.pentimento.cli.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Level and format of the log. Logback itself reads the environment in {@code logback.xml}, without validation. */
public final class LogSettings {
    private static final String LEVEL = "PENTIMENTO_LOG";
    private static final String FORMAT = "PENTIMENTO_LOG_FORMAT";
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final List<String> FORMATS = List.of("text", "json");

    private LogSettings() {}

    public static void check(Map<String, String> environment) {
        check(LEVEL, environment.getOrDefault(LEVEL, "info").toLowerCase(Locale.ROOT), LEVELS);
        check(FORMAT, environment.getOrDefault(FORMAT, "text"), FORMATS);
    }

    private static void check(String name, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "' but must be one of " + String.join(", ", allowed));
        }
    }

    /**
     * The broker's libraries include Log4j, which logs nothing here, but prints a stack trace if the machine's name
     * cannot be resolved. Call this before they are loaded.
     */
    public static void silenceOtherLoggers() {
        System.setProperty("log4j2.StatusLogger.level", "OFF");
        System.setProperty("log4j2.statusLoggerLevel", "OFF");
    }

    public static void beVerbose() {
        logger("dev.pentimento").setLevel(Level.DEBUG);
    }

    public static boolean isVerbose() {
        return logger("dev.pentimento").isDebugEnabled();
    }

    /**
     * Hides the clients' warnings about lost connections. In the same process as their broker, clients log them
     * whenever the broker stops, and while it starts after a kill.
     */
    public static void expectBrokerToComeAndGo() {
        logger("org.apache.kafka.clients.NetworkClient").setLevel(Level.ERROR);
    }

    /** Logs only warnings, unless the user requests more. For commands that print their own report. */
    public static void tellOnlyProblems() {
        if (!isVerbose() && System.getenv(LEVEL) == null) {
            logger("dev.pentimento").setLevel(Level.WARN);
            logger("dev.pentimento.audit").setLevel(Level.WARN);
        }
        logger("org.apache.kafka.streams.processor.internals.StateDirectory").setLevel(Level.ERROR);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
