package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    private final Events events = PlainAvro.events();
    private final Label label = new Label("a", "cat", Instant.EPOCH, "nurse");

    @Test
    void anEventIsReadAsItWasWritten() throws UnusableRecordException {
        assertThat(events.read(Topic.LABELS, events.write(Topic.LABELS, label), Label.class))
                .isEqualTo(label);
    }

    @Test
    void aRecordWithoutAValueIsNoEvent() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, null, Label.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("the record has no value")
                .asInstanceOf(type(UnusableRecordException.class))
                .returns(DeadLetterReason.UNDECODABLE_RECORD, UnusableRecordException::reason);
    }

    @Test
    void bytesThatAreNoEventSayWhy() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, new byte[] {1}, Label.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageStartingWith("no event: ")
                .asInstanceOf(type(UnusableRecordException.class))
                .returns(DeadLetterReason.UNDECODABLE_RECORD, UnusableRecordException::reason);
    }

    @Test
    void anEventOfAnotherTypeIsNamedWithTheOneThatWasExpected() {
        byte[] bytes = events.write(Topic.LABELS, label);

        assertThatThrownBy(() -> events.read(Topic.LABELS, bytes, Image.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("expected a Image, found Label");
    }

    @Test
    void aRegistryThatIsAwaySaysNothingAboutTheRecord() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, PlainAvro.AWAY, Label.class))
                .isInstanceOf(RetriableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Class", "java.lang.String"})
    void aClassThatIsNoSerializerIsNamedWithItsSetting(String name) {
        PlatformSettings settings = PlatformSettings.from(Settings.of(Map.of("kafka.value.serializer", name)));

        assertThatThrownBy(() -> {
                    try (Events unusable = new Events(settings, new Topics(settings))) {
                        unusable.write(Topic.LABELS, label);
                    }
                })
                .isInstanceOfAny(SettingsException.class, ClassCastException.class)
                .hasMessageContaining(name);
    }
}
