package dev.pentimento.it.faults.system;

import java.util.Map;

/** Every service that runs, with its command, its heap and the settings that it has beyond those of all. */
enum Service {
    REGISTRY("registry", "registry", 96, Map.of()),
    EMBEDDING_1("embedding-1", "embedding", 256, Map.of("PENTIMENTO_EMBEDDING_INSTANCE_ID", "embedding-1")),
    EMBEDDING_2("embedding-2", "embedding", 256, Map.of("PENTIMENTO_EMBEDDING_INSTANCE_ID", "embedding-2")),
    EVALUATION_1("evaluation-1", "evaluation", 384, evaluation("evaluation-1")),
    EVALUATION_2("evaluation-2", "evaluation", 384, evaluation("evaluation-2")),
    TRAINER("trainer", "trainer", 256, Map.of()),
    DASHBOARD("dashboard", "dashboard", 192, Map.of());

    private final String title;
    private final String command;
    private final int heapMebibytes;
    private final Map<String, String> settings;

    Service(String title, String command, int heapMebibytes, Map<String, String> settings) {
        this.title = title;
        this.command = command;
        this.heapMebibytes = heapMebibytes;
        this.settings = settings;
    }

    /** Caches of the stores are small: while they fill slowly, they would look like a leak. */
    private static Map<String, String> evaluation(String instance) {
        return Map.of(
                "PENTIMENTO_EVALUATION_INSTANCE_ID",
                instance,
                "PENTIMENTO_EVALUATION_STATE_MEMORY",
                Integer.toString(64 << 20));
    }

    String title() {
        return title;
    }

    String command() {
        return command;
    }

    int heapMebibytes() {
        return heapMebibytes;
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Name of its listener at each broker. */
    String listener() {
        return name().replace("_", "");
    }
}
