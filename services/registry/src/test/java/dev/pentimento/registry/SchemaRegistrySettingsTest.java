package dev.pentimento.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistrySettingsTest {
    @Test
    void aFreePortAndTheBrokersReplicationAreAllowed() {
        SchemaRegistrySettings settings =
                new SchemaRegistrySettings("localhost", 0, SchemaRegistrySettings.DEFAULT_TOPIC, (short) -1);

        assertThat(settings.topic()).isEqualTo("_schemas");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 8081, _schemas, 1, host must not be empty",
        "localhost, -1, _schemas, 1, port must be 0 to 65535: -1",
        "localhost, 65536, _schemas, 1, port must be 0 to 65535: 65536",
        "localhost, 8081, '', 1, topic must not be empty",
        "localhost, 8081, _schemas, 0, 'replicationFactor must be positive, or -1: 0'"
    })
    void anInvalidValueIsNamed(String host, int port, String topic, short replicationFactor, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SchemaRegistrySettings(host, port, topic, replicationFactor))
                .withMessage(message);
    }
}
