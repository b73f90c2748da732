package dev.pentimento.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pentimento.events.Label;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Confluent's own Java client, by reflection in a class loader of its own, against our registry. */
class ConfluentJavaClientTest {
    private static final Path JAR = Path.of("target", "interoperability", "confluent-java-client.jar");
    private static final String PACKAGE =
            "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.";
    private static final String OPTIONAL =
            "{\"type\":\"record\",\"name\":\"J\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":1}]}";
    private static final String REQUIRED =
            "{\"type\":\"record\",\"name\":\"J\",\"fields\":[{\"name\":\"b\",\"type\":\"int\"}]}";

    private static TestBroker broker;
    private static SchemaRegistryServer server;
    private static URLClassLoader loader;
    private static Object confluent;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory);
        server = new SchemaRegistryServer(
                new SchemaRegistrySettings("localhost", 0, "_schemas", (short) 1), broker.clients());
        server.start();
        loader = new URLClassLoader(
                new URL[] {JAR.toUri().toURL(), locationOf(LoggerFactory.class)}, ClassLoader.getPlatformClassLoader());
        confluent = loader.loadClass(PACKAGE + "client.CachedSchemaRegistryClient")
                .getConstructor(String.class, int.class)
                .newInstance(url(), 100);
    }

    @AfterAll
    static void stop() throws Exception {
        loader.close();
        server.close();
        broker.close();
    }

    @Test
    void whatItRegistersWeFindAndTheOtherWayRound() throws Exception {
        SchemaRegistryClient ours = new SchemaRegistryClient(RegistrySettings.at(url()));

        int theirs = (int) withSchema("register", "theirs-value", OPTIONAL);
        assertThat(ours.latest("theirs-value").id()).isEqualTo(theirs);
        assertThat(ours.schemaById(theirs)).isEqualTo(new Schema.Parser().parse(OPTIONAL));

        int registered = ours.register("labels-value", Label.getClassSchema());
        Object parsed =
                confluent.getClass().getMethod("getSchemaById", int.class).invoke(confluent, registered);
        assertThat(parsed.getClass().getMethod("canonicalString").invoke(parsed))
                .isEqualTo(ours.schemaById(registered).toString());
        assertThat(withSchema(
                        "getId", "labels-value", ours.schemaById(registered).toString()))
                .isEqualTo(registered);
        assertThat(withSchema(
                        "getVersion",
                        "labels-value",
                        ours.schemaById(registered).toString()))
                .isEqualTo(1);
        assertThat((Collection<?>)
                        confluent.getClass().getMethod("getAllSubjects").invoke(confluent))
                .asString()
                .contains("labels-value", "theirs-value");
    }

    @Test
    void itsChecksAndSettingsOfCompatibilityWork() throws Exception {
        withSchema("register", "checked", OPTIONAL);

        assertThat(withSchema("testCompatibility", "checked", REQUIRED)).isEqualTo(false);
        assertThat((Collection<?>) withSchema("testCompatibilityVerbose", "checked", REQUIRED))
                .hasSize(1);
        assertThat(call("getCompatibility", "")).isEqualTo("BACKWARD");
        assertThat(confluent
                        .getClass()
                        .getMethod("updateCompatibility", String.class, String.class)
                        .invoke(confluent, "checked", "NONE"))
                .isEqualTo("NONE");
        assertThat(call("getCompatibility", "checked")).isEqualTo("NONE");
        assertThat(withSchema("testCompatibility", "checked", REQUIRED)).isEqualTo(true);
        assertThat(call("deleteSubject", "checked")).asString().isEqualTo("[1]");
    }

    @Test
    void itUnderstandsOurRefusals() {
        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(() -> call("getLatestSchemaMetadata", "never"))
                .satisfies(e -> assertThat(e.getCause())
                        .hasMessageContaining("error code: 40401")
                        .hasMessageContaining("'never'"));
    }

    /** The one library that the jar does not hold. */
    private static URL locationOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String url() {
        return "http://localhost:" + server.port();
    }

    private static Object call(String method, String argument) throws ReflectiveOperationException {
        return confluent.getClass().getMethod(method, String.class).invoke(confluent, argument);
    }

    private static Object withSchema(String method, String subject, String text) throws ReflectiveOperationException {
        Object schema = loader.loadClass(PACKAGE + "avro.AvroSchema")
                .getConstructor(String.class)
                .newInstance(text);
        return confluent
                .getClass()
                .getMethod(method, String.class, loader.loadClass(PACKAGE + "ParsedSchema"))
                .invoke(confluent, subject, schema);
    }
}
